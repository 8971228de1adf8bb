using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RbmTheory.Theory.Exact;
using RbmTheory.Theory.MeanField;
using RbmTheory.Theory.Tests;

[assembly: Properties(Arbitrary = [typeof(Generators)])]

namespace RbmTheory.Theory.Tests;

/// <summary>The random inputs of every property here, by the type of its parameter.</summary>
internal static class Generators
{
    /// <summary>The symbols of random polynomials.</summary>
    public static readonly Symbol X = new("x"), Y = new("y");

    // Lengths are primes where the formula allows: an index taken modulo something else cannot pass.
    private static readonly Gen<(int Sites, int Hidden)> RingSizes
        = Gen.Elements(3, 5, 7).SelectMany(_ => Gen.Choose(1, 3), (sites, hidden) => (sites, hidden));

    public static Arbitrary<Beta> Betas() => Logarithmic(1e-3, 3).Select(x => new Beta(x)).ToArbitrary();

    public static Arbitrary<AnyBeta> AnyBetas() => Logarithmic(3e-4, 20).Select(x => new AnyBeta(x)).ToArbitrary();

    public static Arbitrary<NoiseRatio> NoiseRatios()
        => Logarithmic(1e-6, 1e4).Select(x => new NoiseRatio(x)).ToArbitrary();

    public static Arbitrary<Factor> Factors() => Logarithmic(1e-6, 10).Select(x => new Factor(1 + x)).ToArbitrary();

    public static Arbitrary<InverseWidth> InverseWidths()
        => Numbers(0.05, 5).Select(x => new InverseWidth(x)).ToArbitrary();

    public static Arbitrary<RingLength> RingLengths()
        => Numbers(8.75, 60).Select(x => new RingLength(x)).ToArbitrary();

    public static Arbitrary<Fraction> Fractions() => Numbers(0, 1).Select(x => new Fraction(x)).ToArbitrary();

    public static Arbitrary<Sites> SiteCounts() => Gen.Choose(3, 60).Select(n => new Sites(n)).ToArbitrary();

    public static Arbitrary<SampleCount> SampleCounts()
        => Logarithmic(10, 1e6).Select(s => new SampleCount((int)s)).ToArbitrary();

    public static Arbitrary<States> StateCounts() => Gen.Choose(2, 23).Select(p => new States(p)).ToArbitrary();

    public static Arbitrary<SampledRing> SampledRings()
        => Numbers(0.02, 2).SelectMany(_ => Logarithmic(1e-3, 30), (beta, r) => new SampledRing(beta, r)).ToArbitrary();

    public static Arbitrary<Population> Populations()
        => Gen.Choose(1, 7).SelectMany(n => Logarithmic(0.1, 10).ArrayOf(n).SelectMany(
            _ => Numbers(0.1, 1).ArrayOf(n), (values, weights) => new Population(values, weights))).ToArbitrary();

    public static Arbitrary<PottsSize> PottsSizes()
        => Gen.Elements<PottsSize>(new(7, 2), new(7, 3), new(5, 4), new(5, 5), new(3, 7), new(4, 6)).ToArbitrary();

    // On the last λ_q = −λ_{p−q}: the denominator of the geometric sum vanishes at k = N/2.
    public static Arbitrary<ShortRange> ShortRanges()
        => Gen.Elements<ShortRange>(new(5, 5, 0), new(5, 5, 1), new(7, 3, 0), new(4, 6, 2)).ToArbitrary();

    public static Arbitrary<EvenCoupling> EvenCouplings()
        => Gen.Elements<PottsSize>(new(7, 2), new(7, 3), new(5, 5), new(4, 5)).SelectMany(
            size => Vectors(size.States), (size, c) => new EvenCoupling(
                size.Sites, [.. c.Select((_, d) => c[Math.Min(d, size.States - d)])])).ToArbitrary();

    public static Arbitrary<SymmetricKernel> SymmetricKernels()
        => Gen.Elements<PottsSize>(new(7, 3), new(5, 4), new(4, 5)).SelectMany(
            size => Vectors(size.States * size.States), (size, numbers) =>
            {
                var kernel = new double[size.States, size.States];
                for (int a = 0; a < size.States; a++)
                {
                    for (int b = 0; b <= a; b++)
                        kernel[a, b] = kernel[b, a] = numbers[(a * size.States) + b];
                }

                return new SymmetricKernel(size.Sites, kernel);
            }).ToArbitrary();

    public static Arbitrary<OneUnit> SingleUnits()
        => Gen.Elements(5, 7, 11).SelectMany(n => Vectors(n)).Select(w => new OneUnit(w)).ToArbitrary();

    public static Arbitrary<RingWeights> Weights()
        => RingSizes.SelectMany(
            n => Vectors(n.Sites * n.Hidden), (n, w) => new RingWeights(n.Sites, n.Hidden, w)).ToArbitrary();

    public static Arbitrary<SeveralUnits> WeightsOfSeveralUnits()
        => RingSizes.Where(n => n.Hidden > 1).SelectMany(
            n => Vectors(n.Sites * n.Hidden), (n, w) => new SeveralUnits(n.Sites, n.Hidden, w)).ToArbitrary();

    public static Arbitrary<RingSystem> Systems()
        => RingSizes.SelectMany(n => Vectors(2 * n.Sites * n.Hidden), (n, numbers) => new RingSystem(
            n.Sites, n.Hidden, numbers[..(n.Sites * n.Hidden)], numbers[(n.Sites * n.Hidden)..])).ToArbitrary();

    public static Arbitrary<LinearStart> LinearStarts()
        => Vectors(33).Select(w => new LinearStart(w)).ToArbitrary();

    public static Arbitrary<LineWeights> WeightsOnALine()
        => Gen.Choose(1, 3).SelectMany(m => Vectors(16 * m), (m, w) => new LineWeights(m, w)).ToArbitrary();

    public static Arbitrary<Wave> Waves() => Vectors(5).Select(c => new Wave(c)).ToArbitrary();

    public static Arbitrary<Signal> Signals()
        => Gen.Elements(16, 32, 256, 1024).SelectMany(n => Vectors(n)).Select(x => new Signal(x)).ToArbitrary();

    public static Arbitrary<Potential> Potentials() => Vectors(17, 20).Select(u => new Potential(u)).ToArbitrary();

    // Lengths of either layer the longer one; weights and fields strong enough to freeze units.
    public static Arbitrary<AnyMachine> Machines()
        => Gen.Elements<(int N, int M)>((1, 1), (2, 5), (3, 2), (5, 3)).SelectMany(size =>
            Vectors((size.N * size.M) + size.N + size.M, 3).Zip(Gen.Choose(0, 3)).Select(s => new AnyMachine(
                size.N, size.M, Unit(s.Item2 & 1), Unit(s.Item2 >> 1), s.Item1))).ToArbitrary();

    public static Arbitrary<Rational> Rationals() => AnyRational.ToArbitrary();

    public static Arbitrary<Polynomial> Polynomials()
        => AnyRational.Zip(Gen.Choose(0, 2).Zip(Gen.Choose(0, 2)))
            .Select(s => Polynomial.Term(
                s.Item1, Monomial.Of(X, s.Item2.Item1) * Monomial.Of(Y, s.Item2.Item2)))
            .ArrayOf(4).Select(Polynomial.Sum).ToArbitrary();

    private static TwoStateUnit Unit(int kind) => kind == 0 ? TwoStateUnit.Binary : TwoStateUnit.Spin;

    private static Gen<Rational> AnyRational
        => Gen.Choose(-40, 40).Zip(Gen.Choose(1, 12)).Select(s => new Rational(s.Item1, s.Item2));

    // Numbers k·amplitude/1000, k in −1000..1000.
    private static Gen<double[]> Vectors(int length, double amplitude = 1)
        => Gen.Choose(-1000, 1000).Select(k => amplitude * k / 1000).ArrayOf(length);

    // Spread evenly over an interval, or over its logarithms.
    private static Gen<double> Numbers(double from, double to)
        => Gen.Choose(0, 1_000_000).Select(k => from + ((to - from) * k / 1e6));

    private static Gen<double> Logarithmic(double from, double to)
        => Numbers(0, 1).Select(x => from * Math.Pow(to / from, x));
}
