import type { Uuid } from '../etoro/uuid.ts';
import type { Time } from '../time/clock.ts';

/** A token that a create call made, or may have made. */
export interface OpenToken {
  readonly userTokenName: string;
  /** Whether the name was generated, so that no other token can have it. */
  readonly isGenerated: boolean;
  /** When it was asked to expire. */
  readonly expiresAt: Time;
  /** The addresses that were asked for; none: any. */
  readonly ipsWhitelist: readonly string[];
  /** When the create call was sent, by the runner's clock. */
  readonly sentAt: Time;
  /** The id, once eToro told it. Without one, nobody holds the token. */
  readonly userTokenId?: Uuid;
}

/**
 * The one place that knows which tokens of this job may be alive: the step writes it, and the post step reads it. Each
 * change is saved before the method returns, so that it reaches the post step even when the step is killed right after.
 */
export interface Ledger {
  /** The tokens that may be alive. */
  tokens(): readonly OpenToken[];
  /** The same without those that were given up. */
  unsettled(): readonly OpenToken[];
  /** Before a create call is sent. */
  add(token: OpenToken): void;
  /** When eToro has told a token's id. */
  identify(token: OpenToken, userTokenId: Uuid): void;
  /** When it is certain that a token is not alive. */
  remove(token: OpenToken): void;
  /** When nothing more can be done about a token. It may be alive, so the post step looks once more, or tells the user. */
  giveUp(token: OpenToken): void;
  /** When a token stays alive on purpose. It has the name, so no other call under this name made a token, or can. */
  keep(userTokenName: string): void;
}

/** @param save writes down the tokens that may be alive */
export function openLedger(
  tokens: readonly OpenToken[],
  save: (tokens: readonly OpenToken[]) => void,
): Ledger {
  let open = [...tokens];
  const givenUp = new Set<OpenToken>();
  const update = (next: OpenToken[]) => {
    open = next;
    save(open);
  };
  return {
    tokens: () => [...open],
    unsettled: () => open.filter((token) => !givenUp.has(token)),
    add(token) {
      update([...open, token]);
    },
    identify(token, userTokenId) {
      update(open.map((other) => (other === token ? { ...token, userTokenId } : other)));
    },
    remove(token) {
      update(open.filter((other) => other !== token));
    },
    giveUp(token) {
      givenUp.add(token);
    },
    keep(userTokenName) {
      update(open.filter((token) => token.userTokenName !== userTokenName));
    },
  };
}
