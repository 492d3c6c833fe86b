/** Looks into an account for `init`: no settings, no store, no Slack. */
import { createLog } from './ambient.ts';
import { createCaller } from './aws/call.ts';
import { createClients } from './aws/clients.ts';
import { surveyAccount, surveyService } from './aws/survey/account.ts';
import type { ServiceName, Survey, SurveyedService } from './core/survey.ts';

export interface Surveyor {
  /** Each throws a Problem. */
  account(): Promise<Survey>;
  service(survey: Survey, name: ServiceName): Promise<SurveyedService>;
  close(): void;
}

export function createSurveyor(region: string): Surveyor {
  const clients = createClients({ log: createLog('silent') });
  const caller = createCaller();
  return {
    account: () => surveyAccount(clients.of(region), caller, region),
    service: (survey, name) => surveyService(clients.of(region), caller, survey, name),
    close: clients.close,
  };
}
