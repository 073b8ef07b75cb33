import { classOf, hasAddress } from '../../core/ingress.ts';
import { isControllerOf, productOf, runsElsewhere } from '../../core/ingress-controllers.ts';
import { isReady } from '../../core/pod-state.ts';
import { namespaceFlag, refOf } from '../../core/ref.ts';
import { defineRule } from '../../core/rule.ts';
import { sh } from '../../core/shell.ts';
import { change, look } from '../../core/steps.ts';

/** A controller takes an Ingress within seconds; an address of a cloud's load balancer may take minutes, but then there are events. */
const patience = 120_000;

/** The class exists, but its controller does not run, or nobody has touched the Ingress: no address, no event, no pod of it. */
export default defineRule({
  id: 'ingress/no-controller',
  coverage: ['ingress/no-controller'],
  on: ['ingress'],
  severity: 'critical',
  docs: 'https://kubernetes.io/docs/concepts/services-networking/ingress-controllers/',
  needs: ['ingressClasses', 'controllerPods', 'events'],
  applies: (ingress) => classOf(ingress) !== null && !hasAddress(ingress),
  check: ({ ref, subject, ingressClasses, controllerPods, events, now }) => {
    const asked = classOf(subject);
    const found = ingressClasses.find(({ metadata }) => metadata?.name === asked?.name);
    const controller = found?.spec?.controller ?? (asked?.annotation ? asked.name : null);
    const age = now.getTime() - Date.parse(subject.metadata?.creationTimestamp ?? '');
    if (!asked || !controller || age < patience || runsElsewhere(controller)) return [];
    const pods = controllerPods.filter((pod) => isControllerOf(pod, productOf(controller)));
    // whoever wrote an event about it takes it
    if (pods.some(isReady) || (pods.length === 0 && events.length > 0)) return [];
    return [
      {
        facts: { class: asked.name, controller, pods: pods.length, known: productOf(controller), minutes: Math.floor(age / 60_000) },
        proof: [
          found
            ? { ref: refOf('ingressclass', found), path: 'spec.controller', value: controller }
            : { ref, path: 'metadata.annotations[kubernetes.io/ingress.class]', value: asked.name },
          { ref, path: 'status.loadBalancer.ingress', value: null },
          ...pods.slice(0, 2).map((pod) => ({ ref: refOf('pod', pod), path: 'status.phase', value: pod.status?.phase ?? null })),
        ],
        leads: pods.slice(0, 2).map((pod) => ({ to: refOf('pod', pod) })),
      },
    ];
  },
  says: {
    en: ({ class: name, controller, pods, known, minutes }, ref) =>
      pods > 0
        ? `Ingress \`${ref.name}\` is not served: ${pods === 1 ? 'the pod of its controller' : `none of the ${pods} pods of its controller`} (class \`${name}\`) is ${pods === 1 ? 'not ' : ''}Ready.`
        : `Nobody serves Ingress \`${ref.name}\`: class \`${name}\` belongs to the controller \`${controller}\`, ${known ? 'and no pod of it was found' : 'which has not touched the Ingress'}; it has neither an address nor an event after ${minutes} minutes.`,
    ko: ({ class: name, controller, pods, known, minutes }, ref) =>
      pods > 0
        ? `\`${ref.name}\` 인그레스를 처리할 수 없습니다. \`${name}\` 클래스의 컨트롤러 파드 ${pods}개 가운데 준비된(Ready) 파드가 없습니다.`
        : `\`${ref.name}\` 인그레스를 처리하는 컨트롤러가 없습니다. \`${name}\` 클래스의 컨트롤러는 \`${controller}\`인데, ${known ? '그 파드를 찾지 못했습니다.' : '이 인그레스를 처리한 흔적이 없습니다.'} ${minutes}분이 지나도록 주소도 이벤트도 없습니다.`,
  },
  steps: ({ class: name, controller, pods }, ref) => [
    look(
      'Look for the controller: its pods usually carry `app.kubernetes.io/component=controller` or the name of the product.',
      '컨트롤러 파드를 찾습니다. 보통 `app.kubernetes.io/component=controller` 레이블이나 제품 이름이 붙어 있습니다.',
      "kubectl get pods -A -o wide | grep -iE 'ingress|traefik|nginx|haproxy|kong|contour|gateway'",
    ),
    look('See which classes there are, and whose they are.', '인그레스클래스와 그 컨트롤러를 확인합니다.', 'kubectl get ingressclasses'),
    pods > 0
      ? look(
          'Read why the controller is not Ready.',
          '컨트롤러가 준비되지 않은 이유를 확인합니다.',
          sh`kubectl describe pods -A -l app.kubernetes.io/component=controller`,
        )
      : change(
          `Start or install the controller \`${controller}\`, or name a class whose controller runs instead of \`${name}\`.`,
          `\`${controller}\` 컨트롤러를 실행하거나 설치합니다. 또는 \`${name}\` 대신 컨트롤러가 실행 중인 클래스를 지정합니다.`,
          ['Uninstall it, or put the class back.', '컨트롤러를 제거하거나 클래스를 되돌립니다.'],
        ),
    look('Check that an address appears.', '주소가 생기는지 확인합니다.', `${sh`kubectl get ingress ${ref.name}`}${namespaceFlag(ref)}`),
  ],
});
