/** Pieces of memory one behind the other. */
import {
  add,
  below,
  get,
  int,
  leave,
  leaveIf,
  load,
  loadBytes,
  loop,
  type Procedure,
  set,
  storeBytes,
  subtract,
  when,
} from './assembler.ts';

/** Given the list of places and lengths, how many there are, and where to. */
const [LIST, COUNT, TO] = [0, 1, 2] as const;
const [FROM, END] = [3, 4] as const;

/** Gives where it ends. Up to 15 bytes behind that are changed. */
export const gather: Procedure = {
  name: 'gather',
  params: 3,
  ints: 2,
  longs: 0,
  body: [
    loop(
      'pieces',
      set(FROM, load(0, get(LIST))),
      set(END, add(get(TO), load(4, get(LIST)))),
      loop(
        'bytes',
        storeBytes(0, get(TO), loadBytes(0, get(FROM))),
        set(FROM, add(get(FROM), int(16))),
        set(TO, add(get(TO), int(16))),
        leaveIf('bytes', below(get(TO), get(END))),
      ),
      set(TO, get(END)),
      set(LIST, add(get(LIST), int(8))),
      set(COUNT, subtract(get(COUNT), int(1))),
      when(get(COUNT), leave('pieces')),
    ),
    get(TO),
  ],
};
