namespace RbmTheory.Simulation.Random;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood 2014; Vigna's reference code): x ← x + 0x9e3779b97f4a7c15, output
/// <see cref="Mix"/>(x). It only turns seeds into well-mixed states of <see cref="RandomStream"/>.
/// </summary>
public static class SplitMix64
{
    private const ulong GoldenGamma = 0x9e3779b97f4a7c15;

    /// <summary>Advances <paramref name="state"/> by one step and returns 64 mixed bits.</summary>
    public static ulong Next(ref ulong state)
    {
        state += GoldenGamma;
        return Mix(state);
    }

    /// <summary>The finaliser: a bijection of 64-bit words in which each input bit moves about half of the output
    /// bits.</summary>
    public static ulong Mix(ulong word)
    {
        word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9;
        word = (word ^ (word >> 27)) * 0x94d049bb133111eb;
        return word ^ (word >> 31);
    }
}
