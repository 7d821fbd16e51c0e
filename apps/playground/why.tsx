import { EntityJson } from '../html-report/entity.tsx';
import type { Why, WhyPart } from './protocol.ts';
import { wordOf } from './verdict.tsx';

type Select = (from: number, to: number) => void;

/** Why an entity has its verdict: the reason, the tree with values, and the entity with the deciding values marked. */
export function WhyPanel({ why, select }: { readonly why: Why; readonly select: Select }) {
  const { name, status, reason, sections, entity, paths, place } = why;
  return (
    <section aria-labelledby="why-title" class="why">
      <h3 id="why-title">
        <bdi>{name}</bdi>: <span class={`badge ${status}`}>{wordOf(status)}</span>
      </h3>
      {reason !== '' && (
        <p class="reason">
          <bdi>{reason}</bdi>
        </p>
      )}
      {place !== '' && <p class="dim">{place}</p>}
      <h4>Explanation</h4>
      {sections.map(({ title, part }) => (
        <div key={title} class="section">
          <p class="dim">{title}</p>
          <ul class="tree">
            <Part part={part} select={select} />
          </ul>
        </div>
      ))}
      <h4>Data</h4>
      <EntityJson entity={entity} paths={paths} />
    </section>
  );
}

function Part({ part, select }: { readonly part: WhyPart; readonly select: Select }) {
  const { text, truth, value, element, error, parts, span } = part;
  const line = (
    <>
      {truth !== undefined && <span class={`truth ${truth}`}>{truth}</span>}
      {element !== undefined && <span class="element">{element}</span>}
      <button type="button" class="plain code" onClick={() => select(...span)}>
        <bdi>{text}</bdi>
      </button>
      {value !== undefined && (
        <span class="value">
          is <bdi>{value}</bdi>
        </span>
      )}
      {error !== undefined && <span class="undecided">{error}</span>}
    </>
  );
  return (
    <li>
      <div class="line">{line}</div>
      {parts.length > 0 && (
        <ul>
          {parts.map((inner, index) => (
            <Part key={index} part={inner} select={select} />
          ))}
        </ul>
      )}
    </li>
  );
}
