import { parseImage } from '../../core/image-name.ts';
import { isPulling, pullFailures } from '../../core/image-pull.ts';
import { defineRule } from '../../core/rule.ts';
import { isMeantForWindows, windowsNodeFacts } from '../../core/windows.ts';
import { changeOnNode, lookOnNode, nodeName } from '../../core/windows-steps.ts';
import { quoted } from '../../core/words/quoted.ts';
import { windowsNodeWords } from '../../core/words/windows-words.ts';

/** Nobody answers, or the proxy that is set does not: https://github.com/golang/go/blob/go1.24.0/src/net/http/transport.go (proxyconnect) */
const silent = /proxyconnect|connectex: A connection attempt failed|i\/o timeout|Client\.Timeout|deadline exceeded|handshake timeout/i;

/** A Windows node does not get through to a registry; behind a proxy its services need the machine's variables. */
export default defineRule({
  id: 'windows/proxy-env',
  coverage: ['windows/proxy-env'],
  on: ['pod'],
  severity: 'info',
  docs: 'https://kubernetes.io/docs/tasks/debug/debug-cluster/windows/#troubleshooting-network',
  needs: [],
  wants: ['events', 'node'],
  applies: (pod) => isMeantForWindows(pod) && isPulling(pod),
  check: ({ subject, ref, events, node }) => {
    const failure = pullFailures(subject, ref, events).find(({ text }) => silent.test(text));
    const where = windowsNodeFacts(node, subject);
    if (!failure || !where) return [];
    return [
      {
        facts: {
          node: where,
          registry: parseImage(failure.image).registry,
          isSet: /proxyconnect/i.test(failure.text),
          words: quoted(failure.words.replace(/^(Head|Get) "[^"]*": /, '')),
        },
        proof: [failure.proof],
      },
    ];
  },
  says: {
    en: ({ node, registry, isSet, words }) =>
      `${isSet ? 'The proxy that is set on' : 'If there is a proxy before'} ${windowsNodeWords(node).en} ${isSet ? 'fails' : 'its services must know it'}: registry \`${registry}\` ${isSet ? 'is not reached through it' : 'does not answer'} (\`${words}\`). On Windows the kubelet and the runtime read it from the environment of the machine.`,
    ko: ({ node, registry, isSet, words }) =>
      `${isSet ? `${windowsNodeWords(node).ko}에 설정된 프록시가 동작하지 않아` : `${windowsNodeWords(node).ko}가 프록시 뒤에 있다면 프록시 설정이 필요합니다.`} \`${registry}\` 레지스트리${isSet ? '에 닿지 못합니다' : '가 응답하지 않습니다'}(\`${words}\`). 윈도우에서 kubelet과 런타임은 머신 전체의 환경 변수에서 프록시를 읽습니다.`,
  },
  steps: ({ node, registry }) => {
    const name = nodeName(node);
    const host = /^[\w.:-]+$/.test(registry) ? registry.replace(/:\d+$/, '') : 'mcr.microsoft.com';
    return [
      lookOnNode(
        name,
        'is a proxy set for the machine, and does the registry answer directly?',
        '머신에 프록시가 설정되어 있는지, 레지스트리에 직접 연결되는지 확인합니다.',
        `[Environment]::GetEnvironmentVariable("HTTPS_PROXY", "Machine"); Test-NetConnection ${host} -Port 443`,
      ),
      changeOnNode(
        name,
        'if there is a proxy, set it for the machine (your address in place of the example, and the pod, Service and node networks in `NO_PROXY`).',
        '프록시가 있다면 머신 전체에 설정합니다. 예시 주소를 실제 주소로 바꾸고, `NO_PROXY` 변수에 파드·서비스·노드 네트워크를 넣습니다.',
        ['Set the variables to `$null` in the same way.', '같은 방법으로 변수를 `$null` 값으로 되돌립니다.'],
        '[Environment]::SetEnvironmentVariable("HTTP_PROXY", "http://proxy.example.com:80/", [EnvironmentVariableTarget]::Machine); [Environment]::SetEnvironmentVariable("HTTPS_PROXY", "http://proxy.example.com:443/", [EnvironmentVariableTarget]::Machine); [Environment]::SetEnvironmentVariable("NO_PROXY", "10.244.0.0/16,10.96.0.0/12,.svc,.cluster.local", [EnvironmentVariableTarget]::Machine)',
      ),
      changeOnNode(
        name,
        'restart the services, which read it only when they start.',
        '서비스는 시작할 때만 변수를 읽으므로 다시 시작합니다.',
        ['Nothing to undo.', '되돌릴 것이 없습니다.'],
        'Restart-Service containerd, kubelet',
      ),
    ];
  },
});
