import { describe, expect, it } from 'vitest';
import { askRunbook } from '../../src/core/ask/ask-runbook.ts';
import { findRunbook } from '../../src/core/find-runbook.ts';
import type { Locale } from '../../src/core/locale.ts';
import { runbookDocument, runbooksDocument } from '../../src/core/words/runbook-document.ts';
import { loadRunbooks } from '../../src/runbooks/load-runbooks.ts';

const runbooks = loadRunbooks();
const about = (topic: string, locale: Locale = 'en') =>
  ({ intent: 'runbook', kind: null, name: null, namespace: null, symptom: null, locale, topic }) as const;

describe('a topic is found', () => {
  it.each([
    ['how do I get a shell', 'pod-shell'],
    ['셸 접속', 'pod-shell'],
    ['파드에 셸로 들어가는 방법', 'pod-shell'],
    ['로그 어디서 봐?', 'log-places'],
    ['로그어디서봐', 'log-places'],
    ['where are the kubelet logs', 'log-places'],
    ['previous logs', 'logs'],
    ['이전 로그 보는 법', 'logs'],
    ['ephemeral container', 'ephemeral-containers'],
    ['노드 디버깅', 'debug-node'],
    ['ssh to a node', 'debug-node'],
    ['crictl사용법', 'crictl'],
    ['kubectl events', 'events'],
    ['종료 메시지', 'termination-message'],
    ['포트 포워딩', 'port-forward'],
    ['force delete a statefulset pod', 'statefulset-force-delete'],
    ['dns 디버깅', 'dns-from-a-pod'],
    ['nslookup', 'dns-from-a-pod'],
    ['서비스 디버깅', 'service-walk'],
    ['애플리케이션 장애', 'app-walk'],
    ['debug an application', 'app-walk'],
    ['install calico', 'install-cni'],
    ['CNI 설치 방법', 'install-cni'],
    ['node is not ready', 'node-picture'],
    ['노드 장애', 'node-picture'],
    ['인증서 만료 확인', 'certificates'],
    ['certficate expiry', 'certificates'],
    ['systemctl status kubelet', 'component-native-service'],
    ['kubelet 재시작', 'component-native-service'],
    ['장애 유형', 'failure-modes'],
    ['what happens if the api server is down', 'failure-modes'],
    ['kubectl top', 'metrics-pipeline'],
    ['메트릭 서버', 'metrics-pipeline'],
    ['npd', 'node-problem-detector'],
    ['노드 문제 감지기', 'node-problem-detector'],
    ['audit log', 'auditing'],
    ['감사 정책', 'auditing'],
    ['telepresnce', 'telepresence'],
    ['로컬 디버깅', 'telepresence'],
    ['CollectLogs.ps1', 'windows-collect-logs'],
    ['윈도우 로그 수집', 'windows-collect-logs'],
  ])('%s → %s', (asked, id) => {
    const found = findRunbook(asked, runbooks);
    expect(found.outcome === 'one' ? found.runbook.id : found).toBe(id);
  });

  it.each(runbooks.map(({ id }) => id))('%s by its id', (id) => {
    const found = findRunbook(id, runbooks);
    expect(found.outcome === 'one' && found.runbook.id).toBe(id);
  });

  it.each(runbooks.flatMap(({ id, title }) => [[title.en, id] as const, [title.ko, id] as const]))('%s', (title, id) => {
    const found = findRunbook(title, runbooks);
    expect(found.outcome === 'one' && found.runbook.id).toBe(id);
  });
});

describe('a topic is not found', () => {
  it('names the nearest', () => {
    const answer = askRunbook(about('windows printer logs'), runbooks);
    expect(answer).toMatchObject({ type: 'runbook', runbook: { id: 'windows-collect-logs' } });
    const near = findRunbook('node firmware upgrade', runbooks);
    expect(near.outcome === 'none' && near.nearest.map(({ id }) => id)).toEqual(['debug-node', 'node-picture']);
  });

  it('offers all topics where nothing is like it', () => {
    const answer = askRunbook(about('quantum computing'), runbooks);
    expect(answer).toMatchObject({ type: 'runbooks', outcome: 'none', nearest: [] });
    expect(answer.type === 'runbooks' && answer.topics.length).toBe(runbooks.length);
  });

  it('lets one choose between several', () => {
    const found = findRunbook('디버깅', runbooks);
    expect(found.outcome).toBe('several');
    expect(found.outcome === 'several' && found.runbooks.length).toBeGreaterThan(1);
  });
});

describe('an answer', () => {
  it.each(runbooks.flatMap((runbook) => (['en', 'ko'] as const).map((locale) => [`${runbook.id} ${locale}`, runbook, locale] as const)))(
    '%s is whole',
    (_name, runbook, locale) => {
      const document = runbookDocument(runbook, locale);
      expect(document.parts).toHaveLength(runbook.parts.length + 1);
      const steps = document.parts.flatMap(({ nodes }) => nodes.filter(({ type }) => type === 'step'));
      expect(steps).toHaveLength(runbook.parts.flatMap((part) => part.steps).length);
    },
  );

  it('carries the names of the thread', () => {
    const answer = askRunbook({ ...about('pod-shell'), kind: 'pod', name: 'web-0', namespace: 'shop' }, runbooks);
    expect(JSON.stringify(answer)).toContain('web-0 -n shop');
  });

  it('leaves out a name that no object can have', () => {
    const answer = askRunbook({ ...about('pod-shell'), kind: 'pod', name: '$(reboot)', namespace: 'shop' }, runbooks);
    expect(JSON.stringify(answer)).not.toContain('reboot');
  });

  it.each(['en', 'ko'] as const)('lists what there is: %s', (locale) => {
    const answer = askRunbook(about(''), runbooks);
    if (answer.type !== 'runbooks') throw new Error('not a list');
    const document = JSON.stringify(runbooksDocument(answer, locale, null));
    for (const { id, title } of runbooks) {
      expect(document).toContain(id);
      expect(document).toContain(title[locale]);
    }
  });

  it.each(['list', '목록'])('"runbook %s" is the list', (topic) => {
    expect(askRunbook(about(topic), runbooks)).toMatchObject({ type: 'runbooks', outcome: 'list' });
  });
});
