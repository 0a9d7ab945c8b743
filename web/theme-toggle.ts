type Theme = 'light' | 'dark';

const OTHER: Readonly<Record<Theme, Theme>> = { light: 'dark', dark: 'light' };
const WORD: Readonly<Record<Theme, string>> = { light: 'Light theme', dark: 'Dark theme' };

/** Lets the button in the masthead choose a theme and remember it. */
export function wireThemeToggle(): void {
  const button = document.querySelector('[data-theme-toggle]');
  if (button === null) return;
  const system = matchMedia('(prefers-color-scheme: dark)');
  const current = (): Theme => {
    const chosen = document.documentElement.dataset.theme;
    if (chosen === 'light' || chosen === 'dark') return chosen;
    return system.matches ? 'dark' : 'light';
  };
  const offer = () => {
    button.textContent = WORD[OTHER[current()]];
  };
  button.addEventListener('click', () => {
    const theme = OTHER[current()];
    document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem('theme', theme);
    } catch {
      // Storage may be forbidden; the choice then holds for this page only.
    }
    offer();
  });
  system.addEventListener('change', offer);
  offer();
}
