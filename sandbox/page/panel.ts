/** What the page's side panel offers; the launcher fills it in. */

/** The same sentence in both languages of the page. */
export interface Bilingual {
  readonly es: string;
  readonly en: string;
}

export interface PanelButton {
  /** Also the end of the button's `data-testid`: `panel-<id>`. */
  readonly id: string;
  readonly label: Bilingual;
  /** One sentence about what happens then. */
  readonly hint: Bilingual;
  readonly group: 'images' | 'world' | 'scenarios' | 'slack' | 'bot';
}

export interface TaskView {
  readonly id: string;
  readonly revision: string;
  readonly status: string;
  readonly health: string;
}

/** The simulated service as it is now. */
export interface ServiceView {
  readonly service: string;
  readonly revision: string;
  readonly image: string;
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
  /** `completed`, `in_progress`, `failed` … as AWS calls it. */
  readonly rollout: string;
  readonly tasks: readonly TaskView[];
  readonly alarms: readonly { readonly name: string; readonly state: string }[];
}

export interface BotView {
  readonly state: 'starting' | 'running' | 'stopped';
  /** Why it stopped; empty while it runs. */
  readonly detail: string;
}

export interface PanelView {
  readonly service: ServiceView | null;
  readonly bot: BotView;
}

export interface Panel {
  readonly buttons: readonly PanelButton[];
  /** Does it and says what was done. Throws for an unknown id. */
  press(id: string): Promise<Bilingual>;
  view(): Promise<PanelView>;
}
