import { type ToggleEvent, useEffect, useState } from 'react';

/**
 * Whether to fill a `details`: while it is open, and before a script runs.
 *
 * Where a script can fill it at once, what is folded away is not kept up to date with every move
 * of a lever.
 */
export function useUnfolding(startsOpen = false): {
  readonly isFilled: boolean;
  readonly onToggle: (event: ToggleEvent<HTMLDetailsElement>) => void;
} {
  const [isOpen, setIsOpen] = useState(startsOpen);
  const [isLive, setIsLive] = useState(false);
  useEffect(() => setIsLive(true), []);
  return {
    isFilled: isOpen || !isLive,
    onToggle: (event) => setIsOpen(event.currentTarget.open),
  };
}
