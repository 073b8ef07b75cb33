/** What a line of a healthy output says, although it may hold words of errors. */
const healthy: readonly RegExp[] = [
  /node\.kubernetes\.io\/[\w-]+:No(?:Execute|Schedule) op=Exists/,
  /Total limits may be over 100 percent/,
  /this may be a false alarm/,
  /^\s*(?:Memory|Disk|PID)Pressure\s+False\b|^\s*NetworkUnavailable\s+False\b|^\s*OutOfDisk\s+False\b/,
  /^\s*(?:Ready|Initialized|ContainersReady|PodScheduled|PodReadyToStartContainers)\s+True\b/,
  /\b(?:Node)?HasSufficient(?:Memory|Disk|PID)\b|HasNoDiskPressure|\bKubeletReady\b/,
  /\b(?:0|no|without|zero) (?:errors?|failures?|failed|warnings?|problems?|restarts?)\b/i,
  /\b(?:errors?|failed|failures?|dropped|retries)"?\s*[=:]\s*"?(?:0\b|null\b|<nil>|none\b|\[\])/i,
  /\b\d+\/\d+\s+(?:Running|Completed)\s+\d+\b/,
  /^(?:\[\+\])?\S{1,80} ok$/,
  /^(?:ok|healthz check passed|readyz check passed|livez check passed)$/i,
  /\bREADY\s+STATUS\s+RESTARTS\b|^NAME\s+[A-Z]/,
  /^\S+\s+Ready\s+\S+\s+\d+\w+\s+v\d/,
  /Hairpin mode set to "(?:promiscuous-bridge|hairpin-veth)"/,
  /successfully|\bSUCCESS\b|condition met$|^[\w.-]+\/[\w.-]+ (?:created|configured|unchanged|restarted|scaled)$/i,
];

/** Is this line the output of something that is well? */
export function saysAllIsWell(line: string): boolean {
  return healthy.some((pattern) => pattern.test(line));
}

const signs: readonly (readonly [RegExp, number])[] = [
  [/\b(?:panic|fatal|FATAL|CRIT(?:ICAL)?|EMERG|ALERT|Traceback|Unhandled|uncaught)\b|^F\d{4} |\[F\]/, 5],
  [/\b(?:error|err|ERROR|failed|failure|exception|E\d{4})\b|Error\b|Exception\b|^E\d{4} |\[E\]|오류|실패/i, 3],
  [
    /\b(?:cannot|can't|could not|couldn't|unable|refused|denied|timed out|timeout|forbidden|not found|no such|invalid|unauthorized|unreachable|rejected|crash\w*|abort\w*|killed|evicted|unhealthy|not ready|terminated|broken|corrupt\w*|missing|exit(?:ed)? (?:with )?(?:code|status) [1-9])\b/i,
    2,
  ],
  [/\b(?:warn(?:ing)?|deprecated|retry(?:ing)?|slow|degraded)\b|^W\d{4} |경고/i, 1],
];

/** How much a line looks like an error: 0 not at all. A line that is marked as information counts less. */
export function looksLikeError(line: string): number {
  const weight = signs.reduce((sum, [pattern, points]) => sum + (pattern.test(line) ? points : 0), 0);
  const informs = /^(?:[\w:. -]{0,40})?(?:I\d{4} |\[?(?:INFO|DEBUG|TRACE|NOTICE)\]?\b)|level"?[=:] ?"?(?:info|debug|trace)\b|^Normal\s/i.test(line);
  return informs ? 0 : weight;
}
