using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Tests;
using RbmTheory.Simulation.Units;

[assembly: Properties(Arbitrary = [typeof(Generators)])]

namespace RbmTheory.Simulation.Tests;

/// <summary>The random inputs of every property here, by the type of its parameter.</summary>
internal static class Generators
{
    private static readonly Gen<byte[]> Noise = ArbMap.Default.GeneratorFor<byte[]>();

    private static readonly Gen<int> Halves = Gen.Choose(int.MinValue, int.MaxValue);

    private static readonly Gen<ulong> Words
        = Halves.Zip(Halves).Select(x => ((ulong)(uint)x.Item1 << 32) | (uint)x.Item2);

    // Those that go wrong most often among any bits at all.
    private static readonly Gen<double> Doubles = Gen.OneOf(
        Words.Select(BitConverter.UInt64BitsToDouble),
        Gen.Elements(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.0, double.Epsilon,
            double.MaxValue));

    public static Arbitrary<Seed> Seeds() => Words.Select(word => new Seed(word)).ToArbitrary();

    public static Arbitrary<Bound> Bounds()
        => Gen.Choose(0, 30).SelectMany(bits => Gen.Choose(1 << bits, int.MaxValue >> (30 - bits)))
            .Select(n => new Bound(n)).ToArbitrary();

    public static Arbitrary<SampleCount> SampleCounts()
        => Gen.Choose(1, 256).Select(n => new SampleCount(n)).ToArbitrary();

    public static Arbitrary<DoubleArray> Arrays()
        => Gen.OneOf(
                Gen.Choose(0, 40).Select(n => (int[])[n]),
                Gen.Choose(0, 11).Zip(Gen.Choose(0, 13)).Select(n => (int[])[n.Item1, n.Item2]))
            .SelectMany(shape => Doubles.ArrayOf(shape.Aggregate(1, (x, y) => x * y)),
                (shape, values) => new DoubleArray(shape, values)).ToArbitrary();

    public static Arbitrary<NumberTable> Tables()
        => (from rows in Gen.Choose(1, 7)
            from columns in Gen.Choose(1, 5)
            from values in Doubles.ArrayOf(rows * columns)
            from named in Gen.Elements(true, false)
            select new NumberTable(columns, values, named)).ToArbitrary();

    public static Arbitrary<ArrayShape> Shapes()
        => Gen.Elements(1, 2, 3, 5, 7).ArrayOf().Select(shape => new ArrayShape([.. shape.Take(5)])).ToArbitrary();

    public static Arbitrary<Damage> Damages()
    {
        Gen<int> place = Gen.Choose(0, int.MaxValue - 1);
        Gen<Change> change = Gen.OneOf(
            place.Zip(Gen.Choose(0, 7)).Select(x => (Change)new Change.Flip(x.Item1, x.Item2)),
            place.Zip(Gen.Elements<byte>(0, 1, 0x7F, 0x80, 0xFF)).Select(x => (Change)new Change.Put(x.Item1, x.Item2)),
            place.Select(x => (Change)new Change.Ending(x, [])),
            place.Zip(Noise).Select(x => (Change)new Change.Insertion(x.Item1, x.Item2)));
        Gen<Change> end = Gen.Choose(0, 12).Zip(Noise).Select(x => (Change)new Change.Ending(x.Item1, x.Item2));
        Gen<Change[]> several = change.NonEmptyListOf().Select(changes => changes.Take(4).ToArray());
        return Gen.Choose(0, 9).SelectMany(
            _ => Gen.Frequency((2, several), (2, end.Select(x => (Change[])[x]))),
            (file, changes) => new Damage(file, changes)).ToArbitrary();
    }

    public static Arbitrary<AnyMachine> Machines()
    {
        Gen<Rbm> any = from visible in Gen.Elements("spin", "binary", "potts:3", "potts:5")
                       from hidden in Gen.Elements("spin", "binary", "gaussian", "double-well")
                       from count in Gen.Choose(1, 3)
                       from visibleFields in Gen.Elements(true, false)
                       from hiddenFields in Gen.Elements(true, false)
                       select Machine(visible, visibleFields, hidden, count, hiddenFields);
        // One hidden spin without fields has a kernel and random numbers of its own.
        Gen<Rbm> paper = Gen.Constant(Machine("spin", false, "spin", 1, false));
        return Gen.Frequency((4, any), (1, paper)).SelectMany(
            machine => Gen.Choose(-1000, 1000).ArrayOf(machine.Parameters.All.Sum(p => p.Values.Length)),
            (machine, values) => new AnyMachine(With(machine, values))).ToArbitrary();
    }

    private static Rbm Machine(string visible, bool visibleFields, string hidden, int count, bool hiddenFields)
    {
        IVisibleUnit unit = UnitTypes.ParseVisible(visible);
        return new(new(unit, unit.Components == 1 ? 5 : 3, visibleFields),
            new(UnitTypes.Parse(hidden), count, hiddenFields));
    }

    private static Rbm With(Rbm empty, int[] thousandths)
    {
        Rbm machine = empty.Clone();
        int next = 0;
        foreach ((_, float[] values) in machine.Parameters.All)
        {
            foreach (ref float value in values.AsSpan())
                value = thousandths[next++] / 1000f;
        }

        machine.ToGauge();
        return machine;
    }
}
