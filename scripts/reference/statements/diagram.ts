/** A rule of the grammar as a railroad diagram. What is too wide for a page goes on in the next row. */
import { GrammarAST } from 'langium';
import { createGrammarDiagramSvg } from 'langium-railroad';
import { wordOf } from './syntax-text.ts';

/** Pixels; wider than that a page would shrink it until it cannot be read. */
const WIDTH = 1100;
/** Of a diagram that is its beginning, its end and nothing between. */
const FRAME = 93;

interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** A standalone SVG, with its name for those who do not see it. */
export function diagramOf(rule: GrammarAST.ParserRule): string {
  return drawn(rule).replace(/^<svg[^>]*>/, opening => `${opening}\n<title>${rule.name}</title>`);
}

function drawn(rule: GrammarAST.ParserRule): string {
  const whole = draw(rule, rule.definition);
  const { definition } = rule;
  if (whole.width <= WIDTH || !GrammarAST.isGroup(definition) || definition.cardinality) return whole.svg;
  const rows: GrammarAST.AbstractElement[][] = [[]];
  let used = FRAME;
  for (const element of definition.elements) {
    const width = draw(rule, element).width - FRAME;
    if (used + width > WIDTH && rows.at(-1)!.length > 0) {
      rows.push([]);
      used = FRAME;
    }
    rows.at(-1)!.push(element);
    used += width;
  }
  return stacked(
    rows.map(elements => {
      const row: GrammarAST.Group = { ...definition, elements };
      return draw(rule, row);
    }),
  );
}

function draw(rule: GrammarAST.ParserRule, definition: GrammarAST.AbstractElement): Drawing {
  const svg = createGrammarDiagramSvg([{ ...rule, definition: inWords(definition) }]).get(rule.name) ?? '';
  const size = (name: string): number => Number(new RegExp(`<svg[^>]* ${name}="([\\d.]+)"`).exec(svg)?.[1] ?? 0);
  return {
    svg: `${svg.replaceAll(/[ \t]+$/gm, '').trim()}\n`,
    width: size('width'),
    height: size('height'),
  };
}

/** The same element, where rules are called what the text beside the diagram calls them. */
function inWords(element: GrammarAST.AbstractElement): GrammarAST.AbstractElement {
  if (GrammarAST.isGroup(element) || GrammarAST.isAlternatives(element)) {
    const named: GrammarAST.Group | GrammarAST.Alternatives = { ...element, elements: element.elements.map(inWords) };
    return named;
  }
  if (GrammarAST.isAssignment(element)) {
    const named: GrammarAST.Assignment = { ...element, terminal: inWords(element.terminal) };
    return named;
  }
  if (GrammarAST.isRuleCall(element)) {
    const named: GrammarAST.RuleCall = {
      ...element,
      rule: { ref: element.rule.ref, $refText: wordOf(element.rule.$refText) },
    };
    return named;
  }
  return element;
}

/** One below the other. */
function stacked(rows: readonly Drawing[]): string {
  const width = Math.max(...rows.map(row => row.width));
  let y = 0;
  const placed = rows.map(row => {
    const at = row.svg.replace('<svg ', `<svg y="${y}" `);
    y += row.height;
    return at;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${y}" viewBox="0 0 ${width} ${y}" style="background-color: hsl(30, 20%, 95%)">\n${placed.join('')}</svg>\n`;
}
