/** Slack's names of the emoji that the bot, and people who talk about incidents, use. */
const emoji: Readonly<Record<string, string>> = {
  red_circle: '🔴',
  large_orange_circle: '🟠',
  large_yellow_circle: '🟡',
  large_green_circle: '🟢',
  large_blue_circle: '🔵',
  white_circle: '⚪',
  black_circle: '⚫',
  mag: '🔍',
  eyes: '👀',
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  x: '❌',
  warning: '⚠️',
  rotating_light: '🚨',
  fire: '🔥',
  bell: '🔔',
  no_bell: '🔕',
  mute: '🔇',
  pushpin: '📌',
  memo: '📝',
  hourglass_flowing_sand: '⏳',
  stopwatch: '⏱️',
  calendar: '📅',
  bar_chart: '📊',
  chart_with_upwards_trend: '📈',
  bulb: '💡',
  gear: '⚙️',
  tada: '🎉',
  wave: '👋',
  thumbsup: '👍',
  '+1': '👍',
  thumbsdown: '👎',
  '-1': '👎',
  arrow_right: '➡️',
  question: '❓',
  exclamation: '❗',
  information_source: 'ℹ️',
  construction: '🚧',
  lock: '🔒',
};

/** An emoji by Slack's name; an unknown one as people type it. */
export function emojiOf(name: string): string {
  return emoji[name] ?? `:${name}:`;
}

/** Text with `:names:` as emoji. */
export function withEmoji(text: string): string {
  return text.replace(/:([a-z0-9_+-]+):/g, (typed, name: string) => emoji[name] ?? typed);
}
