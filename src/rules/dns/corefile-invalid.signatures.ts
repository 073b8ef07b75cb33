import type { LogSignature } from '../../core/log-signature.ts';

const look = {
  en: 'Read that line of the Corefile, and the ones before it.',
  ko: 'Corefile의 그 줄과 바로 앞 줄을 확인합니다.',
};

/** CoreDNS does not understand its Corefile. */
export const corefileSignatures: readonly LogSignature[] = [
  {
    id: 'corefile-unknown-directive',
    patterns: [/[\w./-]{1,200}:(?<line>\d{1,6}) - Error during parsing: Unknown directive '(?<directive>[^']{1,80})'/],
    says: {
      en: (who, { line, directive }) => `${who} (CoreDNS) does not know the directive \`${directive}\` in line ${line} of the Corefile.`,
      ko: (who, { line, directive }) => `${who}(CoreDNS)가 Corefile ${line}번째 줄의 \`${directive}\` 지시어를 알지 못합니다.`,
    },
    look,
    fix: {
      en: 'Correct the directive; `proxy` was removed in CoreDNS 1.5.0: write `forward . /etc/resolv.conf`.',
      ko: '지시어를 바로잡습니다. `proxy` 지시어는 CoreDNS 1.5.0에서 없어졌으므로 `forward . /etc/resolv.conf` 형식으로 씁니다.',
    },
    link: 'https://github.com/coredns/caddy/blob/v1.1.1/caddyfile/parse.go',
  },
  {
    id: 'corefile-syntax',
    patterns: [/[\w./-]{1,200}:(?<line>\d{1,6}) - (?:Error during parsing|Syntax error|Parse error): (?<words>.{1,200})/],
    says: {
      en: (who, { line, words }) => `${who} (CoreDNS) cannot read line ${line} of the Corefile: \`${words}\`.`,
      ko: (who, { line, words }) => `${who}(CoreDNS)가 Corefile ${line}번째 줄을 읽지 못합니다: \`${words}\``,
    },
    look,
    fix: {
      en: 'Correct the line: every `{` needs its `}` on a line of its own.',
      ko: '그 줄을 바로잡습니다. `{` 문자마다 `}` 문자가 따로 한 줄에 있어야 합니다.',
    },
    link: 'https://github.com/coredns/caddy/blob/v1.1.1/caddyfile/dispenser.go',
  },
  {
    id: 'corefile-plugin-setup',
    patterns: [/^plugin\/(?!loop: Loop)(?<directive>[\w-]{1,40}): (?<words>.{1,200})/],
    says: {
      en: (who, { directive, words }) => `${who} (CoreDNS) cannot set up its plugin \`${directive}\`: \`${words}\`.`,
      ko: (who, { directive, words }) => `${who}(CoreDNS)가 \`${directive}\` 플러그인을 설정하지 못합니다: \`${words}\``,
    },
    look: { en: 'Read what the Corefile says about that plugin.', ko: 'Corefile에서 그 플러그인의 설정을 확인합니다.' },
    fix: { en: 'Correct its arguments.', ko: '인자를 바로잡습니다.' },
    link: 'https://github.com/coredns/coredns/blob/v1.12.1/plugin/plugin.go',
  },
];
