using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using RbmTheory.Simulation.Units;

namespace RbmTheory.Simulation.Tests.Observables;

public class SpuriousStatesTests
{
    private const int Rows = 150, Units = 71;

    [Theory]
    [InlineData("binary", 0)]
    [InlineData("spin", -1)]
    public void Distances_and_threshold_are_those_of_the_vectors(string name, int low)
    {
        SpinSet data = QualityReferenceTests.Coins(Rows, Units, 11);
        double[][] vectors = [.. Enumerable.Range(0, Rows).Select(s => Enumerable.Range(0, Units)
            .Select(i => data.Spin(s, i) > 0 ? 1.0 : low).ToArray())];
        RandomStream stream = new(12, StreamPurpose.Other, 0);
        float[] states = new float[5 * Units];
        foreach (ref float m in states.AsSpan())
            m = low + (1 - low) * stream.NextSingle();
        vectors[17].Select(v => (float)v).ToArray().CopyTo(states, 3 * Units);
        SpuriousStates spurious = new(data, UnitTypes.ParseVisible(name), threads: 1);

        double[] nearest = [.. vectors.Select((v, s) => vectors.Where((_, other) => other != s).Min(w => Distance(v, w))).Order()];
        // 99 % of 150 are 148.5: the 149th. Sums of 71 numbers of order 1.
        Assert.Equal(nearest[148], spurious.Threshold, 1e-13);
        double[] expected = [.. states.Chunk(Units).Select(m => vectors.Min(v => Distance(v, Array.ConvertAll(m, x => (double)x))))];
        double[] found = spurious.Distances(states);
        for (int n = 0; n < 5; n++)
            Assert.Equal(expected[n], found[n], 1e-12);
        Assert.Equal(0, found[3]);
        Assert.Equal(expected.Count(d => d > nearest[148]) / 5.0, spurious.Fraction(states));
        Assert.Equal(found, new SpuriousStates(data, UnitTypes.ParseVisible(name), threads: 3).Distances(states));
    }

    [Fact]
    public void States_of_the_data_are_not_spurious_and_those_far_from_all_are()
    {
        // Data in the lower half, a bit or two apart.
        int[] Row(int s) => [.. Enumerable.Range(0, Units).Select(i => i == s % 30 ? 1 : 0)];
        SpinSet data = SpinSet.Of([.. Enumerable.Range(0, 30).Select(Row)]);
        SpuriousStates spurious = new(data, BinaryUnit.Instance, threads: 2);
        Assert.Equal(Math.Sqrt(2), spurious.Threshold, 1e-15);
        float[] datum = [.. Row(4).Select(x => (float)x)], far = [.. Row(4).Select(x => 1f - x)];
        Assert.Equal(0, spurious.Fraction(datum));
        Assert.Equal(1, spurious.Fraction(far));
        Assert.Equal(0.5, spurious.Fraction((float[])[.. datum, .. far]));
        // 0 everywhere is at 1 from every datum.
        Assert.Equal([1.0], spurious.Distances(new float[Units]));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        SpuriousStates spurious = new(QualityReferenceTests.Coins(5, 7, 1), SpinUnit.Instance, 1);
        Assert.Equal("magnetisations.Length = 8, but it should be a multiple of 7",
            Assert.Throws<ArgumentException>(() => spurious.Fraction(new float[8])).Message);
        Assert.Equal("magnetisation = NaN, but it should be a finite number",
            Assert.Throws<ArgumentException>(() => spurious.Distances(Enumerable.Repeat(float.NaN, 7).ToArray())).Message);
        Assert.Throws<ArgumentException>(() => spurious.Fraction(default));
    }

    private static double Distance(double[] one, double[] other) => Math.Sqrt(one.Zip(other, (x, y) => (x - y) * (x - y)).Sum());
}
