import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/**
 * Reads and writes messages of one type as Google's library does. A line in is `parse HEX` or `make JSON`; a line out is
 * `HEX JSON` of the message, or `error MESSAGE`.
 */
public class Probe {
  public static void main(String[] arguments) throws Exception {
    FileDescriptorSet set = FileDescriptorSet.parseFrom(Files.readAllBytes(Path.of(arguments[0])));
    Map<String, FileDescriptor> files = new HashMap<>();
    Descriptor type = null;
    for (FileDescriptorProto file : set.getFileList()) {
      FileDescriptor[] imports = file.getDependencyList().stream().map(files::get).toArray(FileDescriptor[]::new);
      FileDescriptor built = FileDescriptor.buildFrom(file, imports);
      files.put(file.getName(), built);
      Descriptor found = built.findMessageTypeByName(arguments[1]);
      if (found != null) type = found;
    }
    JsonFormat.Printer printer = JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int space = line.indexOf(' ');
      String given = line.substring(space + 1);
      try {
        DynamicMessage message;
        if (line.startsWith("parse")) message = DynamicMessage.parseFrom(type, HexFormat.of().parseHex(given));
        else {
          DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
          JsonFormat.parser().merge(given, builder);
          message = builder.build();
        }
        System.out.println(HexFormat.of().formatHex(message.toByteArray()) + " " + printer.print(message));
      } catch (Exception error) {
        System.out.println("error " + String.valueOf(error.getMessage()).replace('\n', ' '));
      }
    }
  }
}
