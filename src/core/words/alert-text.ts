import type { Locale } from '../locale.ts';
import type { Alert } from '../on-call/alert/notification.ts';
import { webAddress } from '../on-call/alert/read-webhook.ts';
import { type DocumentNode, type Part, paragraph } from './document.ts';
import { quoted } from './quoted.ts';

const mostAlerts = 5;
const mostAnnotations = 8;

/** What the alerts themselves say: others' words, shown as they are. */
export function alertText(alerts: readonly Alert[], locale: Locale): Part {
  const nodes = alerts.slice(0, mostAlerts).flatMap((alert) => textNodes(alert, locale));
  const distinct = [...new Map(nodes.map((node) => [JSON.stringify(node), node])).values()];
  return { title: locale === 'ko' ? '알림 내용' : 'What the alerts say', folded: true, nodes: distinct };
}

function textNodes(alert: Alert, locale: Locale): DocumentNode[] {
  const ko = locale === 'ko';
  const where = `${ko ? '알림' : 'alert'} ${quoted(alert.name, 80)}`;
  const annotations = Object.entries(alert.annotations)
    .filter(([name, value]) => !/_?url$/i.test(name) || webAddress(value) !== null)
    .slice(0, mostAnnotations)
    .map(([name, value]) => ({ path: `annotations.${quoted(name, 60)}`, value: value.trim() }));
  const labels = Object.entries(alert.labels).map(([name, value]) => `${name}="${value}"`);
  return [
    ...annotations,
    { path: 'labels', value: labels.join(', ') },
    ...(alert.generatorUrl ? [{ path: 'generatorURL', value: alert.generatorUrl }] : []),
  ].map(({ path, value }) => ({ type: 'proof' as const, where, path, value: value === '' ? '-' : value, at: alert.startsAt }));
}

/** What to write into the configuration, so that such an alert is looked into. */
export function howToMap(alerts: readonly Alert[], locale: Locale): Part {
  const ko = locale === 'ko';
  const unmapped = alerts.find(({ target }) => target === null);
  if (!unmapped) return { title: null, folded: false, nodes: [] };
  const says = ko
    ? '`KUBEWHY_ALERTS_CONFIG` 파일에 이렇게 적으면 다음부터 원인을 확인합니다. `kind`, `name`, `namespace`는 알림에 맞게 바꿉니다. `{…}`에는 레이블의 값이 들어갑니다.'
    : 'With this in the file of `KUBEWHY_ALERTS_CONFIG` I look into it the next time. Change `kind`, `name` and `namespace` to what it is about; `{…}` takes the value of a label.';
  return {
    title: ko ? '이 알림을 대상과 잇는 방법' : 'How to tell me what it is about',
    folded: false,
    nodes: [paragraph(says), { type: 'preformatted', text: exampleFor(unmapped) }],
  };
}

/** YAML takes JSON's strings. */
function exampleFor({ name }: Alert): string {
  return ['targets:', `  - match: { alertname: ${JSON.stringify(name)} }`, '    kind: deployment', '    name: web', '    namespace: shop'].join('\n');
}
