import {
  AlignmentType,
  LevelFormat,
  LineRuleType,
  type INumberingOptions,
  type IStylesOptions,
} from 'docx';

/** A4, in twentieths of a point. */
export const pageSize = { width: 11_906, height: 16_838 };
/** 25 mm. */
export const pageMargin = { top: 1417, bottom: 1417, left: 1417, right: 1417 };
export const textWidth = pageSize.width - pageMargin.left - pageMargin.right;

export const inkColor = '1C2126';
export const softColor = '525C66';
export const ruleColor = 'D5DADE';
export const ownColor = '005F73';

/** Word's own font, whose widths LibreOffice's Carlito shares. */
const font = 'Calibri';

const headingStyle = (size: number, before: number) => ({
  run: { font, size, bold: true, color: inkColor },
  paragraph: {
    spacing: { before, after: 120, line: 252, lineRule: LineRuleType.AUTO },
    keepNext: true,
  },
});

export const documentStyles: IStylesOptions = {
  default: {
    document: {
      run: { font, size: 22, language: { value: 'sv-SE' } },
      paragraph: { spacing: { after: 140, line: 276, lineRule: LineRuleType.AUTO } },
    },
    title: headingStyle(40, 0),
    heading1: headingStyle(28, 360),
    heading2: headingStyle(24, 280),
  },
};

export const bulletList = 'punkter';

export const numbering: INumberingOptions = {
  config: [
    {
      reference: bulletList,
      levels: [
        {
          level: 0,
          format: LevelFormat.BULLET,
          text: '•',
          alignment: AlignmentType.LEFT,
          style: { paragraph: { indent: { left: 340, hanging: 240 }, spacing: { after: 80 } } },
        },
      ],
    },
  ],
};
