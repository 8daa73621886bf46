const INTERVAL_MS = 200;

/**
 * npm hands Ctrl-C and SIGTERM on to us, but cannot do so when it is killed outright: we would then serve on,
 * unseen. Started by hand (no npm above us), a vanished parent means nothing, as under nohup.
 * @param {() => void} onGone
 */
export function watchParent(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onGone();
  }, INTERVAL_MS);
  timer.unref();
}
