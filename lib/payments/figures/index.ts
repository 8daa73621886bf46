export { startFiguresLoop } from './figures-loop';
export { figuresOf } from './read-figures';
export { refreshFigures } from './refresh-figures';
