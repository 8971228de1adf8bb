using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Kernels.Twins;

/// <summary>
/// The readable twin of <c>NibbleTables</c>: Σ_j s_j a_j over the units of a row of bits, s_j = ±1 or 0, 1, in the
/// order that the kernel keeps, bit for bit.
/// </summary>
/// <remarks>
/// The sum of four units starts from 0 and adds them in turn; a cleared bit subtracts a spin, and does nothing for a
/// binary unit. A byte has the sum of its lower four units + that of its upper four. The sum of a row starts from 0 and
/// adds byte 0, 1, …. Units beyond the last have a = 0.
/// </remarks>
internal static class PackedSum
{
    /// <summary>The sum.</summary>
    /// <param name="row">Row of bits.</param>
    /// <param name="units">Number of units J.</param>
    /// <param name="numbers">a_j at [j × stride].</param>
    /// <param name="stride">From one number to the next.</param>
    /// <param name="spins">Whether a cleared bit stands for −1; else for 0.</param>
    /// <exception cref="ArgumentException">The row has another length.</exception>
    public static float Of(ReadOnlySpan<byte> row, int units, ReadOnlySpan<float> numbers, int stride, bool spins)
    {
        Require.Length(row.Length, BitRow.Bytes(units));
        float sum = 0;
        for (int first = 0; first < units; first += 8)
        {
            sum += OfFour(row, first, units, numbers, stride, spins)
                + OfFour(row, first + 4, units, numbers, stride, spins);
        }

        return sum;
    }

    private static float OfFour(
        ReadOnlySpan<byte> row, int first, int units, ReadOnlySpan<float> numbers, int stride, bool spins)
    {
        float sum = 0;
        for (int j = first; j < first + 4 && j < units; j++)
        {
            if (BitRow.Get(row, j))
                sum += numbers[j * stride];
            else if (spins)
                sum -= numbers[j * stride];
        }

        return sum;
    }
}
