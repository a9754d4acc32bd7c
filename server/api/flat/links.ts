import { jwtVerify, SignJWT } from 'jose';

/** Addresses of the files of one answer, for programs that cannot sign in. */
export interface SignedLinks {
  /** What to put behind `?link=`: good for one answer, given under one policy, for a short time. */
  sign(id: string, policy: string): Promise<string>;
  /** The answer and policy for which a link was signed; null when it is forged, for something else, or too old. */
  read(link: string): Promise<{ readonly id: string; readonly policy: string } | null>;
}

export interface LinkParts {
  /** 32 bytes that nobody else has. */
  readonly key: Uint8Array;
  readonly clock: () => Date;
}

const algorithm = 'HS256';
const audience = 'trivet-result';
const validMs = 15 * 60_000;

/** Links that are good for a quarter of an hour. */
export function createSignedLinks({ key, clock }: LinkParts): SignedLinks {
  return {
    sign: (id, policy) =>
      new SignJWT({ policy })
        .setProtectedHeader({ alg: algorithm })
        .setSubject(id)
        .setAudience(audience)
        .setExpirationTime(Math.floor((clock().getTime() + validMs) / 1000))
        .sign(key),
    read: async (link) => {
      const said = await jwtVerify(link, key, {
        algorithms: [algorithm],
        audience,
        currentDate: clock(),
        requiredClaims: ['sub', 'exp', 'policy'],
      }).catch(() => null);
      const { sub, policy } = said?.payload ?? {};
      return sub === undefined || typeof policy !== 'string' ? null : { id: sub, policy };
    },
  };
}
