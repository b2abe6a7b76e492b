import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** How far beyond what is seen things are made already, once there is time, so that who goes there finds them. */
const MARGIN = 300;

/** Whether an element is in view, or nearly: what costs time is done for those in view first. */
export function useNear(element: RefObject<Element | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    let waiting = 0;
    const told = ({ isIntersecting, boundingClientRect: { top, bottom } }: IntersectionObserverEntry): void => {
      cancelIdleCallback(waiting);
      if (isIntersecting && (top > innerHeight || bottom < 0)) waiting = requestIdleCallback(() => setIsNear(true));
      else setIsNear(isIntersecting);
    };
    const watched = new IntersectionObserver((entries) => entries.slice(-1).forEach(told), {
      rootMargin: `${String(MARGIN)}px 0px`,
    });
    if (element.current !== null) watched.observe(element.current);
    return () => {
      cancelIdleCallback(waiting);
      watched.disconnect();
    };
  }, []);
  return isNear;
}
