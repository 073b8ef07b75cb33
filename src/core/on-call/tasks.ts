export const taskTypes = ['digest', 'watch', 'alert', 'incident', 'feed', 'probe', 'home'] as const;
export type TaskType = (typeof taskTypes)[number];

/** Work that nobody waits for. What it is about is in the store, under `id`. */
export interface Task {
  readonly type: TaskType;
  readonly id: string;
}

/** One run of a task. */
export interface TaskRun {
  readonly task: Task;
  /** RFC 3339: when it was to run. It is later than that where no worker was there. */
  readonly dueAt: string;
  /** It is not tried again if this run rejects. */
  readonly last: boolean;
}

/** When a task runs again and again. */
export type TaskSchedule = { readonly cron: string; readonly timeZone: string } | { readonly everyMs: number };

/** BullMQ's delayed jobs and job schedulers: they survive restarts, and run once however many workers there are. */
export interface Tasks {
  /** Runs it as soon as a worker is free, or after `delayMs`. Adds nothing if a task of that key waits, runs or ran within the last hour. */
  add(task: Task, options: { readonly key: string; readonly delayMs?: number }): Promise<void>;
  /** Sets or replaces the schedule of that name. Rejects for a cron or time zone that is none. */
  schedule(name: string, when: TaskSchedule, task: Task): Promise<void>;
  unschedule(name: string): Promise<void>;
  /** Every schedule, with the next run (RFC 3339). */
  scheduled(): Promise<readonly { readonly name: string; readonly nextAt: string | null }[]>;
}
