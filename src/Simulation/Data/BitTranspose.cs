using System.Runtime.Intrinsics;

namespace RbmTheory.Simulation.Data;

/// <summary>Transposes squares of bits: what turns the planes of bit-sliced sampling, a unit at a time, into rows, a
/// configuration at a time.</summary>
internal static class BitTranspose
{
    /// <summary>Side of a square.</summary>
    public const int Side = 64;

    /// <summary>
    /// Four squares of 64×64 bits at once, one in each lane: bit c of word r changes places with bit r of word c.
    /// Halves of 32×32 bits first, then their quarters, down to single bits: six rounds.
    /// </summary>
    /// <param name="words">Length <see cref="Side"/>.</param>
    public static void Squares(Span<Vector256<ulong>> words)
    {
        Require.Length(words.Length, Side);
        ulong low = uint.MaxValue;
        for (int half = Side / 2; half > 0; half >>= 1, low ^= low << half)
        {
            Vector256<ulong> mask = Vector256.Create(low);
            for (int pair = 0; pair < Side; pair = (pair + half + 1) & ~half)
            {
                Vector256<ulong> above = words[pair], below = words[pair + half];
                Vector256<ulong> swap = ((above >>> half) ^ below) & mask;
                words[pair] = above ^ (swap << half);
                words[pair + half] = below ^ swap;
            }
        }
    }
}
