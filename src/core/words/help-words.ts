import type { Locale } from '../locale.ts';

interface Topic {
  readonly title: string;
  readonly examples: readonly string[];
}

const topics: { readonly [L in Locale]: readonly Topic[] } = {
  en: [
    { title: 'Why is it not well?', examples: ['why pod-x pending', 'why is deploy/cart in shop crashing', 'why svc/web has no endpoints -n shop'] },
    { title: 'What is there?', examples: ['list pods in shop', 'how many pods are failing', 'failing pods in all namespaces'] },
    { title: 'Logs and events', examples: ['logs deploy/cart -n shop', 'previous logs of pod-x', 'events in shop'] },
    {
      title: 'Does it get there?',
      examples: ['trace service/web -n shop', 'does web reach db on 5432 in shop', 'trace ingress/shop', 'probe web.shop:80 -n shop'],
    },
    { title: 'How is everything?', examples: ['health', 'is namespace shop ok?', 'check dns', 'check the control plane'] },
    {
      title: 'What changed, and what uses how much?',
      examples: ['what changed in shop in the last 2 hours?', 'changes deploy/cart -n shop', 'top pods -n shop', 'top nodes'],
    },
    {
      title: 'Watches and the feed',
      examples: ['watch deploy/cart -n shop', 'watch deploy/cart for 2h', 'watch list', 'feed on namespace shop', 'feed off'],
    },
    { title: 'Digests', examples: ['digest every weekday at 9am', 'digest of namespace shop every monday at 10am', 'digest list', 'digest now'] },
    { title: 'Incidents', examples: ['incident start deploy/cart -n shop', 'incident note rolled back to v12', 'incident status', 'incident close'] },
    { title: 'Where and how I answer', examples: ['clusters', 'use cluster staging', 'lang ko', 'listen on', 'audit'] },
  ],
  ko: [
    { title: '왜 문제인지', examples: ['pod-x 왜 pending이야?', 'shop의 cart 디플로이먼트가 왜 죽어요?', 'web 서비스에 엔드포인트가 왜 없어?'] },
    { title: '무엇이 있는지', examples: ['shop 파드 목록', '실패한 파드 몇 개야?', '모든 네임스페이스에서 실패한 파드'] },
    { title: '로그와 이벤트', examples: ['shop의 cart 로그 보여줘', 'pod-x 이전 로그', 'shop 이벤트'] },
    { title: '경로와 접속', examples: ['shop의 web 서비스 경로 추적해줘', 'web에서 db 5432로 접속되나요?', 'shop 인그레스 트레이스'] },
    { title: '전체 상태와 점검', examples: ['클러스터 괜찮아?', 'shop 네임스페이스에 문제 있나요?', 'dns 점검해줘', '컨트롤 플레인 확인해 주세요'] },
    {
      title: '무엇이 바뀌었고 얼마나 쓰는지',
      examples: ['shop에서 최근 2시간 동안 뭐가 바뀌었어?', 'cart 디플로이먼트 변경 이력', '메모리 많이 쓰는 파드', '노드 사용률'],
    },
    {
      title: '지켜보기와 피드',
      examples: ['cart 디플로이먼트 정상화되면 알려줘', 'web 30분 동안 지켜봐', '감시 목록', 'shop 네임스페이스 피드 켜줘', '피드 꺼줘'],
    },
    {
      title: '요약 보고',
      examples: ['평일 오전 9시에 shop 상태 요약 보내줘', '매주 월요일 오전 10시 다이제스트', '다이제스트 목록', '지금 다이제스트 보내줘'],
    },
    { title: '장애 대응', examples: ['장애 시작 deploy/cart -n shop', '장애 메모 v12로 롤백했습니다', '장애 상태', '장애 종료'] },
    { title: '어디서 어떻게 답할지', examples: ['클러스터 목록', 'staging 클러스터 써줘', '영어로 답해줘', 'listen on', '감사 로그'] },
  ],
};

/** What can be asked, with examples, in one language. */
export function helpTopics(locale: Locale): readonly Topic[] {
  return topics[locale];
}

/** A few examples in the other language: it is understood without a switch. */
export function otherLanguageExamples(locale: Locale): readonly string[] {
  return topics[locale === 'ko' ? 'en' : 'ko'].slice(0, 3).map(({ examples }) => examples[0] as string);
}
