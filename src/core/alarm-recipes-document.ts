/** The recipes of alarms as an answer: what exists, what differs, what is missing. */
import type { Difference } from './alarm-difference.ts';
import type { AlarmRecipe } from './alarm-recipe.ts';
import type { Standing } from './alarm-standing.ts';
import { SIGNS } from './cards/alarm-title.ts';
import type { Document, Mark } from './document.ts';
import { metricValue } from './metric-value.ts';
import { code, type Sentence, say, span } from './sentence.ts';

export function recipesDocument(environment: string, standings: readonly Standing[]): Document {
  const count = (standing: Standing['standing']) =>
    standings.filter((each) => each.standing === standing).length;
  const summary = say('recipes.summary', {
    environment,
    same: count('same'),
    differs: count('differs'),
    missing: count('missing'),
  });
  const todo = standings.find(({ standing }) => standing === 'missing' || standing === 'differs');
  const line = (id: string) => code(`/hydrous alarms create ${id} ${environment}`);
  const next =
    todo === undefined
      ? say('recipes.nothing')
      : say('recipes.next', { all: line('all'), one: line(todo.recipe.id) });
  return {
    summary,
    pieces: [
      { piece: 'text', text: summary },
      {
        piece: 'list',
        items: standings.map((standing) => ({ mark: markOf(standing), text: item(standing) })),
      },
      { piece: 'context', text: next },
    ],
  };
}

function markOf({ standing }: Standing): Mark {
  switch (standing) {
    case 'same':
      return 'ok';
    case 'differs':
    case 'several':
    case 'other-kind':
      return 'warning';
    case 'missing':
      return 'stop';
    case 'no-place':
      return 'none';
  }
}

function item(standing: Standing): Sentence {
  const { recipe } = standing;
  const id = code(recipe.id);
  switch (standing.standing) {
    case 'missing':
      return say('recipes.item.missing', { id, condition: recipeCondition(recipe) });
    case 'same':
      return say('recipes.item.same', { id, name: code(standing.name) });
    case 'differs': {
      const differences = standing.differences.map(differenceSentence);
      return say('recipes.item.differs', { id, name: code(standing.before.name), differences });
    }
    case 'several':
      return say('check.alarm.several', { recipe: id, names: standing.names.map(code) });
    case 'other-kind':
      return say('check.alarm.other-kind', { recipe: id, names: standing.names.map(code) });
    case 'no-place': {
      const watches = say(`recipes.watches.${recipe.watches}`);
      return say('check.alarm.no-place', { recipe: id, watches });
    }
  }
}

/** `CPU > 80 %, 5 of 5 datapoints of 1 min`. */
export function recipeCondition(recipe: AlarmRecipe): Sentence {
  return say('recipes.condition', {
    metric: `${recipe.namespace}/${recipe.metric}`,
    sign: SIGNS[recipe.comparison] ?? recipe.comparison,
    threshold: metricValue(recipe.metric, recipe.threshold),
    bad: recipe.datapointsToAlarm,
    of: recipe.evaluationPeriods,
    period: span(recipe.period * 1_000),
  });
}

export function differenceSentence({ field, from, to }: Difference): Sentence {
  return say('recipes.difference', { field: say(`recipes.field.${field}`), from, to });
}
