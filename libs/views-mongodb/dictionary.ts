/** Dimension values as numbers, in memory: facts repeat few words many times. */
export class Dictionary {
  private readonly numbers = new Map<string, number>();
  private readonly words: string[] = [];

  numberOf(word: string): number {
    let number = this.numbers.get(word);
    if (number === undefined) {
      number = this.words.push(word) - 1;
      this.numbers.set(word, number);
    }
    return number;
  }

  /** -1 for a word that no fact has. */
  find(word: string): number {
    return this.numbers.get(word) ?? -1;
  }

  get count(): number {
    return this.words.length;
  }

  wordOf(number: number): string {
    const word = this.words[number];
    if (word === undefined) throw new Error(`there is no word ${String(number)}`);
    return word;
  }
}
