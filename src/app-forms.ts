import { askedForm, fillForm } from './flows/fill-form.ts';
import { type SubmitFormPorts, submitForm } from './flows/submit-form.ts';
import type { FormHandlers } from './slack/handlers.ts';

/** The forms as the Slack side asks for them. `runCommand` is what a typed command goes through. */
export function createForms(ports: SubmitFormPorts): FormHandlers {
  return {
    asked: (text) => askedForm(ports, text),
    fill: (wish, by) => fillForm(ports, wish, by),
    submit: (submission) => submitForm(ports, submission),
  };
}
