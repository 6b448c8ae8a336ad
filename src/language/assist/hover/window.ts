/** The page of a window: what it is, and the next three in words. */
import type { BoundWindow } from '../../names/bound.ts';
import { duration, windowText } from '../words.ts';
import { list, paragraphs } from './page.ts';

/** @param now milliseconds since the epoch */
export function windowPage(window: BoundWindow, now: number): string {
  const title = windowText(window);
  const grace =
    window.graceMs > 0
      ? `A window closes when the watermark is ${duration(window.graceMs)} past its end; rows that come later are late.`
      : 'A window closes when the watermark passes its end; rows that come later are late.';
  if (window.kind === 'session')
    return paragraphs(
      `**${capital(title)}**`,
      `A row opens a session or goes on with one whose last row is at most ${duration(window.gapMs)} away; sessions that a row brings together become one.`,
      `A session whose last row is at 12:00:00 ends at ${clock(Date.UTC(2026, 0, 1, 12) + window.gapMs)}.`,
      grace,
    );
  return paragraphs(
    `**${capital(title)}**, aligned to the epoch in UTC`,
    `The next three:\n${list(nextWindows(window, now, 3).map(one => spanText(one, now)))}`,
    grace,
  );
}

export interface WindowSpan {
  /** Milliseconds since the epoch; the end is not part of it. */
  readonly start: number;
  readonly end: number;
}

/** The first that holds a moment, and those that end after it; none of sessions, which rows make. */
export function nextWindows(window: BoundWindow, now: number, count: number): readonly WindowSpan[] {
  const places = Array.from({ length: count }, (_, i) => i);
  switch (window.kind) {
    case 'session':
      return [];
    case 'tumbling': {
      const start = aligned(now, window.sizeMs, window.offsetMs);
      return places.map(i => at(start + i * window.sizeMs, window.sizeMs));
    }
    case 'sliding': {
      // The oldest one that is still open.
      const newest = aligned(now, window.advanceMs, window.offsetMs);
      const open = Math.ceil(window.sizeMs / window.advanceMs) - 1;
      const oldest = newest - open * window.advanceMs;
      const start = oldest + window.sizeMs > now ? oldest : oldest + window.advanceMs;
      return places.map(i => at(start + i * window.advanceMs, window.sizeMs));
    }
    case 'cumulate': {
      const found: WindowSpan[] = [];
      let start = aligned(now, window.sizeMs);
      let end = start + window.stepMs;
      while (found.length < count) {
        if (end > now) found.push({ start, end });
        if (end - start >= window.sizeMs) start += window.sizeMs;
        end = end <= start ? start + window.stepMs : end + window.stepMs;
      }
      return found;
    }
  }
}

const aligned = (now: number, every: number, offset = 0): number => Math.floor((now - offset) / every) * every + offset;

const at = (start: number, length: number): WindowSpan => ({ start, end: start + length });

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `2026-11-21 14:05:00 to 14:10:00`. */
function spanText({ start, end }: WindowSpan, now: number): string {
  const [from, to] = [day(start), day(end)];
  const open = start <= now && now < end ? ' (now)' : '';
  return `${from} ${clock(start)} to ${from === to ? '' : `${to} `}${clock(end)}${open}`;
}

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** To the second, or the millisecond where there are some. */
const clock = (ms: number): string => {
  const text = new Date(ms).toISOString().slice(11, 23);
  return text.endsWith('.000') ? text.slice(0, 8) : text;
};
