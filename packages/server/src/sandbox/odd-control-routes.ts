import { appStateNames, type AppState } from './app-state.ts'
import { day, numberOrNull, oneOf, text, type Input } from './control-input.ts'
import type { SandboxControl } from './control.ts'
import type { LatenessOptions } from './lateness.ts'
import type { ConsentEnd } from './oddities.ts'

/** The controls that make answers late or odd, by their name over HTTP. */
export function oddActions(control: SandboxControl): Readonly<Record<string, (input: Input) => unknown>> {
  return {
    'expires-in': (input) => control.setExpiresIn(numberOrNull(input, 'seconds')),
    lateness: (input) => control.setLateness(input['off'] === true ? null : (input as LatenessOptions)),
    app: (input) =>
      control.setApp(
        typeof input['app'] === 'string'
          ? oneOf(input, 'app', appStateNames)
          : (input['app'] as Exclude<AppState, string>),
      ),
    field: (input) =>
      control.setField(
        text(input, 'username'),
        text(input, 'field'),
        input['value'] as Parameters<SandboxControl['setField']>[2],
      ),
    'answer-me-as': (input) =>
      control.answerMeAs(text(input, 'username'), input['other'] === null ? null : text(input, 'other')),
    'consent-end': (input) =>
      control.setConsentEnd(
        text(input, 'username'),
        input['end'] === null ? null : oneOf<ConsentEnd>(input, 'end', ['error', 'empty']),
      ),
    row: (input) => control.setRow(text(input, 'username'), text(input, 'metric'), day(input), input['row']),
    'delete-post': (input) => control.deletePost(text(input, 'username'), text(input, 'mediaId')),
    likes: (input) =>
      control.setLikes(
        text(input, 'username'),
        text(input, 'mediaId'),
        input['likes'] === 'hidden' ? 'hidden' : (numberOrNull(input, 'likes') ?? 'hidden'),
      ),
    'media-insights': (input) =>
      control.setMediaInsights(
        text(input, 'username'),
        text(input, 'mediaId'),
        input['given'] === null ? null : oneOf<'empty' | 'nulls'>(input, 'given', ['empty', 'nulls']),
      ),
  }
}
