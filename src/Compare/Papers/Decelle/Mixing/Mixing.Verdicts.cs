using RbmTheory.Compare.Agreement;
using RbmTheory.Compare.Lab;

namespace RbmTheory.Compare.Papers.Decelle;

internal sealed partial class Mixing
{
    /// <summary>Kurtosis of a Gaussian number, and the one below which a number counts as split in two.</summary>
    private const double Gaussian = 3, Split = 2.5;

    /// <summary>Two groups of equal weight have 1, a flat distribution 1.8.</summary>
    private const double TwoSides = 2;

    /// <summary>The source's claim of a jump is held to mean this factor at least.</summary>
    private const double Huge = 10;

    /// <summary>How far the jump may lie from its place.</summary>
    private const double Apart = 0.3;

    /// <summary>Up to this square of the frozen gain theory is held against the chains.</summary>
    private const double LargestSquare = 0.9;

    /// <summary>How far ρ(1) may lie from theory, and τ, as a part of it.</summary>
    private const double CorrelationApart = 0.02, TimeApart = 0.2;

    /// <summary>From this frozen gain on a time counts as one before the jump.</summary>
    private const double Before = 0.7;

    /// <inheritdoc/>
    public override IReadOnlyList<Verdict> Judge(Results runs) => [.. Groups(runs).SelectMany(Judge)];

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object> Quote(Results runs)
    {
        IReadOnlyList<Group> groups = Groups(runs);
        return new Dictionary<string, object>
        {
            ["digitWords"] = groups[0].Words,
            ["secondWords"] = groups[1].Words,
            ["digitStar"] = $"{groups[0].Runs[0].Star:F2}",
            ["secondStar"] = $"{groups[1].Runs[0].Star:F2}",
            ["split"] = $"{Split}",
            ["square"] = $"{LargestSquare}",
        };
    }

    private static IEnumerable<Verdict> Judge(Group group)
    {
        string id = group.Id, at = $"{group.Words}: ";
        Estimate jump = group.Runs.Mean(run => JumpOf(run) / run.Star);
        Estimate rise = group.Runs.Mean(run => RiseOf(run) / run.Star);
        Estimate halfway = group.Runs.Mean(run => HalfwayOf(run) / run.Star);
        Estimate second = group.Runs.Mean(SecondJumpOf);
        return
        [
            Verdict.Holds($"{id}-jump", $"{at}s_1 where u_1·v splits / s_1*, within {Apart:P0}", null,
                group.Runs.All(run => IsNear(JumpOf(run) / run.Star)), 1, jump,
                $"kurtosis falls through {Split}; s_1* = {group.Runs[0].Star:F2} from the data alone; every run"),
            Verdict.Holds($"{id}-rise", $"{at}s_1 where ln τ rises most steeply with ln s_1 / s_1*, within {Apart:P0}",
                null, group.Runs.All(run => IsNear(RiseOf(run) / run.Star)), 1, rise,
                "between two ages, their geometric mean; a lower bound counts as the time; every run")
                with { ExplainedBy = $"{id}-halfway" },
            Verdict.Holds($"{id}-halfway", $"{at}s_1 where ln τ has first made half of its rise / s_1*, within {Apart:P0}",
                null, group.Runs.All(run => IsNear(HalfwayOf(run) / run.Star)), 1, halfway,
                "where times fall back after the transition, the steepest pair of ages may be a later one; every run"),
            Verdict.Holds($"{id}-second-jump", $"{at}g^f_2 where u_2·v splits, within {Apart:P0}", null,
                group.Runs.All(run => IsNear(SecondJumpOf(run))), 1, second,
                $"kurtosis along u_2 falls through {Split}; every run"),
            .. Theories(group, "correlation", "largest |ρ(1) − theory|", CorrelationApart, a => a.Correlation,
                gain => gain * gain, a => a.InputCorrelation, (found, theory) => Math.Abs(found - theory)),
            .. Theories(group, "time", "largest |τ/theory − 1|", TimeApart, a => a.TimeOf(0), TimeOf, a => a.InputTime,
                (found, theory) => Math.Abs(found / theory - 1)),
            Verdict.Holds($"{id}-huge", $"{at}longest τ / τ at a frozen gain of {Before}, at least {Huge:F0}",
                "a huge jump of the mixing time", group.Runs.All(run => JumpFactor(run) >= Huge), null,
                group.Runs.Mean(JumpFactor), "every run; where only a bound is known, it is a bound"),
            Verdict.Holds($"{id}-two-sides", $"{at}lowest kurtosis along u_1, below {TwoSides}", null,
                group.Runs.All(run => LowestKurtosis(run) < TwoSides), null, group.Runs.Mean(LowestKurtosis),
                $"that of the data along the first mode of C − D is {group.Runs[0].DataKurtosis:F2}; every run"),
            Verdict.Report($"{id}-one-state", $"{at}τ at the last age / that within one state", null, null,
                group.Runs.Mean(run => run.Ages.Select(a => a.TimeOf(0) / TimeOf(a.PointGain)).LastOrDefault(double.NaN)),
                "½ + g_1²/(1 − g_1²) of the mean-field point; what is more is hopping between states"),
        ];
    }

    /// <summary>A number of the chains against the frozen gain, the mean-field point and inputs that fluctuate, at the
    /// ages before the transition.</summary>
    private static IEnumerable<Verdict> Theories(
        Group group, string what, string quantity, double bound, Func<MixingAge, double> found,
        Func<double, double> ofGain, Func<MixingAge, double> ofInputs, Func<double, double, double> distance)
    {
        Verdict Of(string name, string words, Func<MixingAge, double> theory)
        {
            double Largest(MixingHistory run)
                => run.Ages.Where(IsJudged).Select(a => distance(found(a), theory(a))).DefaultIfEmpty(double.NaN).Max();
            string finer = $"{group.Id}-{what}-inputs", own = $"{group.Id}-{what}-{name}";
            return Verdict.Holds(own, $"{group.Words}: {quantity}, {words}, below {bound}", null,
                group.Runs.All(run => Largest(run) < bound), null, group.Runs.Mean(Largest),
                $"ages with a frozen gain squared below {LargestSquare}; every run") with
            {
                Judges = Claim.FirstOrder,
                ExplainedBy = own == finer ? null : finer,
            };
        }

        return
        [
            Of("frozen", "frozen gain", a => ofGain(a.FrozenGain)),
            Of("point", "mean-field point", a => ofGain(a.PointGain)),
            Of("inputs", "inputs that fluctuate", ofInputs),
        ];
    }

    private static bool IsJudged(MixingAge age) => age.FrozenGain * age.FrozenGain < LargestSquare;

    private static bool IsNear(double ratio) => Math.Abs(ratio - 1) < Apart;

    /// <summary>s_1 where the kurtosis along u_1 first falls through the level, on a straight line between ages.</summary>
    private static double JumpOf(MixingHistory run)
        => Falls([.. run.Ages.Select(a => a.SingularValue)], [.. run.Ages.Select(a => a.KurtosisOf(0))]);

    /// <summary>g^f_2 where that along u_2 does.</summary>
    private static double SecondJumpOf(MixingHistory run)
        => Falls([.. run.Ages.Select(a => a.FrozenGainOf(1))], [.. run.Ages.Select(a => a.KurtosisOf(1))]);

    private static double Falls(double[] at, double[] kurtoses)
        => Jackknife.Crossing(at, kurtoses, [.. Enumerable.Repeat(Split, at.Length)]);

    private static double RiseOf(MixingHistory run)
    {
        IReadOnlyList<MixingAge> ages = run.Ages;
        if (ages.Count < 2)
            return double.NaN;
        int steepest = Enumerable.Range(1, ages.Count - 1).MaxBy(k => Math.Log(ages[k].TimeOf(0) / ages[k - 1].TimeOf(0))
            / Math.Log(ages[k].SingularValue / ages[k - 1].SingularValue));
        return Math.Sqrt(ages[steepest].SingularValue * ages[steepest - 1].SingularValue);
    }

    private static double HalfwayOf(MixingHistory run)
    {
        double[] logs = [.. run.Ages.Select(a => Math.Log(a.TimeOf(0)))];
        return logs.Length < 2 ? double.NaN : Jackknife.Crossing([.. run.Ages.Select(a => a.SingularValue)], logs,
            [.. Enumerable.Repeat((logs.Min() + logs.Max()) / 2, logs.Length)]);
    }

    private static double JumpFactor(MixingHistory run)
        => run.Ages.Select(a => a.TimeOf(0)).DefaultIfEmpty(double.NaN).Max()
            / run.Ages.Where(a => a.FrozenGain >= Before).Select(a => a.TimeOf(0)).FirstOrDefault(double.NaN);

    private static double LowestKurtosis(MixingHistory run)
        => run.Ages.Select(a => a.KurtosisOf(0)).DefaultIfEmpty(double.NaN).Min();
}
