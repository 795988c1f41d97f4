import './report-height.ts';

/**
 * The embed page's own script. It is complete without: this only reports its height to the page
 * around it, and lets the charts' values be walked and pointed at once somebody shows interest.
 */
const signs = ['pointerover', 'focusin', 'keydown'] as const;

const load = () => {
  for (const sign of signs) removeEventListener(sign, load);
  void import('./chart-values.ts').then(({ showValues }) => showValues());
};

for (const sign of signs) addEventListener(sign, load);
