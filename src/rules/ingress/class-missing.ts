import { classOf, hasAddress, isDefaultClass } from '../../core/ingress.ts';
import { namespaceFlag } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { similarNames } from '../../core/similar-names.ts';
import { change, look } from '../../core/steps.ts';

/** A controller that takes Ingresses without a class has shown itself by then. */
const patience = 60_000;

/**
 * No controller takes the Ingress: it names a class that does not exist, or none where there is no default. The default is filled in when an Ingress is created:
 * https://github.com/kubernetes/kubernetes/blob/v1.34.4/plugin/pkg/admission/network/defaultingressclass/admission.go (Admit)
 */
export default defineRule({
  id: 'ingress/class-missing',
  coverage: ['ingress/class-missing'],
  on: ['ingress'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class',
  needs: ['ingressClasses'],
  applies: (ingress) => !hasAddress(ingress) && !classOf(ingress)?.annotation,
  check: ({ ref, subject, ingressClasses, now }) => {
    const asked = classOf(subject)?.name ?? null;
    const names = ingressClasses.map(({ metadata }) => metadata?.name ?? '');
    const young = now.getTime() - Date.parse(subject.metadata?.creationTimestamp ?? '') < patience;
    if (asked === null ? young : names.includes(asked)) return [];
    const near = asked === null ? [] : similarNames(asked, names);
    return [
      {
        facts: {
          asked,
          near,
          names: names.toSorted().slice(0, 5),
          standard: ingressClasses.find(isDefaultClass)?.metadata?.name ?? null,
        },
        proof: [{ ref, path: 'spec.ingressClassName', value: asked }],
      },
    ];
  },
  says: {
    en: ({ asked, near, names, standard }, { name }) =>
      asked !== null
        ? `No controller takes Ingress \`${name}\`: its class \`${asked}\` does not exist.${near.length > 0 ? ` Similar: \`${near.join('`, `')}\`.` : names.length > 0 ? ` There are \`${names.join('`, `')}\`.` : ' The cluster has no IngressClass at all.'}`
        : `No controller takes Ingress \`${name}\`: it names no class${
            standard
              ? `. \`${standard}\` is the default class, but that is filled in only when an Ingress is created.`
              : `, and ${names.length > 0 ? `none is the default (there are \`${names.join('`, `')}\`)` : 'the cluster has no IngressClass'}.`
          }`,
    ko: ({ asked, near, names, standard }, { name }) =>
      asked !== null
        ? `\`${name}\` 인그레스를 처리할 컨트롤러가 없습니다. 지정한 \`${asked}\` 인그레스클래스가 없습니다.${near.length > 0 ? ` 비슷한 이름: \`${near.join('`, `')}\`` : names.length > 0 ? ` 있는 것: \`${names.join('`, `')}\`` : ' 클러스터에 인그레스클래스가 하나도 없습니다.'}`
        : `\`${name}\` 인그레스를 처리할 컨트롤러가 없습니다. 클래스를 지정하지 않았습니다.${
            standard
              ? ` 기본 클래스(\`${standard}\`)는 인그레스를 만들 때에만 채워집니다.`
              : names.length > 0
                ? ` 기본 클래스도 없습니다 (있는 것: \`${names.join('`, `')}\`).`
                : ' 클러스터에 인그레스클래스가 하나도 없습니다.'
          }`,
  },
  steps: ({ asked, near, names, standard }, ref) => {
    const meant = near[0] ?? standard ?? (names.length === 1 ? names[0] : undefined);
    const patch = (name: string | null) =>
      `${sh`kubectl patch ingress ${ref.name} --type=merge -p ${JSON.stringify({ spec: { ingressClassName: name } })}`}${namespaceFlag(ref)}`;
    return [
      look(
        'List the classes, and which of them is the default (annotation `ingressclass.kubernetes.io/is-default-class`).',
        '인그레스클래스와 기본 클래스(어노테이션 `ingressclass.kubernetes.io/is-default-class`)를 확인합니다.',
        'kubectl get ingressclasses -o yaml',
      ),
      change(
        meant ? `Name the class \`${meant}\`.` : 'Install an ingress controller with its IngressClass, and name that.',
        meant ? `클래스를 \`${meant}\` 값으로 지정합니다.` : '인그레스 컨트롤러와 인그레스클래스를 설치하고 그 이름을 지정합니다.',
        [`Put it back: \`${patch(asked)}\``, `되돌립니다: \`${patch(asked)}\``],
        meant ? patch(meant) : undefined,
      ),
    ];
  },
});
