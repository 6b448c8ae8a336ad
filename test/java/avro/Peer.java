import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericFixed;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** What Avro's own library and Kafka's serializers make of values: a question a line, its parts between tabs, an answer a line. */
public class Peer {
  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String answer;
      try {
        answer = answer(line.split("\t", -1));
      } catch (Exception error) {
        answer = "error " + error.getClass().getSimpleName() + ": " + String.valueOf(error.getMessage()).replaceAll("\\s+", " ");
      }
      out.println(answer);
    }
  }

  static String answer(String[] part) throws Exception {
    switch (part[0]) {
      case "encode":
        return encode(schema(part[1]), part[2]);
      case "decode":
        return decode(schema(part[1]), schema(part[2]), hex(part[3]));
      case "decimal":
        return decimal(schema(part[1]), new BigDecimal(part[2]));
      case "serialize":
        return text(serialize(part[1], part[2]));
      default:
        throw new IllegalArgumentException(part[0]);
    }
  }

  static Schema schema(String text) {
    return new Schema.Parser().parse(text);
  }

  /** From Avro's JSON encoding. */
  static String encode(Schema schema, String json) throws Exception {
    Object value = new GenericDatumReader<Object>(schema).read(null, DecoderFactory.get().jsonDecoder(schema, json));
    return text(binary(schema, value));
  }

  static byte[] binary(Schema schema, Object value) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<Object>(schema).write(value, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  static String decode(Schema written, Schema wanted, byte[] bytes) throws Exception {
    Object value = new GenericDatumReader<Object>(written, wanted).read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonEncoder encoder = EncoderFactory.get().jsonEncoder(wanted, out);
    new GenericDatumWriter<Object>(wanted).write(value, encoder);
    encoder.flush();
    return out.toString(StandardCharsets.UTF_8);
  }

  /** As Flink and Kafka Connect write it: by Avro's own conversion. */
  static String decimal(Schema schema, BigDecimal value) throws Exception {
    Conversions.DecimalConversion conversion = new Conversions.DecimalConversion();
    LogicalTypes.Decimal logical = (LogicalTypes.Decimal) schema.getLogicalType();
    if (schema.getType() == Schema.Type.FIXED) {
      GenericFixed fixed = conversion.toFixed(value, schema, logical);
      return text(binary(schema, fixed));
    }
    ByteBuffer bytes = conversion.toBytes(value, schema, logical);
    return text(binary(schema, bytes));
  }

  static byte[] serialize(String kind, String value) {
    switch (kind) {
      case "int":
        try (IntegerSerializer serializer = new IntegerSerializer()) {
          return serializer.serialize("t", Integer.valueOf(value));
        }
      case "bigint":
        try (LongSerializer serializer = new LongSerializer()) {
          return serializer.serialize("t", Long.valueOf(value));
        }
      default:
        try (StringSerializer serializer = new StringSerializer()) {
          return serializer.serialize("t", value);
        }
    }
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  static String text(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
