namespace RbmTheory.Theory.Errata;

/// <summary>
/// The SplitMix64 generator (Steele, Lea, Flood 2014), for the errata that are shown by simulation. The seed is
/// part of the check, so that its numbers never change.
/// </summary>
internal sealed class ErratumRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform on [0, 1), with 53 bits.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform on 0..count−1.</summary>
    public int Below(int count) => (int)(Uniform() * count);

    /// <summary>A standard normal number, by Box and Muller.</summary>
    public double Gaussian()
        => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());

    private ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
