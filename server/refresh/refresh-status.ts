/** How the latest refresh went. */
export interface RefreshStatus {
  readonly outcome: 'ok' | 'failed';
  /** ISO instant when it ended. */
  readonly at: string;
  /** Stable code of what went wrong, when failed. */
  readonly reason?: string;
}
