using MathNet.Numerics.Distributions;
using RbmTheory.Compare.Agreement;
using RbmTheory.Simulation.Random;

namespace RbmTheory.Compare.Tests.Agreement;

public class VerdictTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    public void False_alarms_are_as_frequent_as_the_significance_says(int runs)
    {
        const int Samples = 20_000;
        int alarms = Enumerable.Range(0, Samples).Count(sample => OfGaussian((ulong)sample, runs, shift: 0).Outcome == Outcome.Differs);
        // Binomial with p = 0.01: 200 ± 14.1; the seeds are fixed, and 4.89 standard deviations leave a correct program
        // one chance in a million of having met seeds that fail.
        double mean = Samples * Verdict.Significance, deviation = Math.Sqrt(mean * (1 - Verdict.Significance));
        Assert.InRange(alarms, mean - 4.89 * deviation, mean + 4.89 * deviation);
    }

    [Fact]
    public void Theory_that_is_ten_standard_deviations_off_always_differs()
    {
        // With 6 runs a shift of 10 deviations is 24 standard errors of known size. The alarm is missed only where the
        // measured deviation is 6 times too large: a chi-square of 5 degrees above 180, once in 1e36.
        for (ulong sample = 0; sample < 2000; sample++)
        {
            Assert.Equal(Outcome.Differs, OfGaussian(sample, 6, shift: 10).Outcome);
            Assert.Equal(Outcome.Differs, OfGaussian(sample, 6, shift: -10).Outcome);
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    public void It_turns_at_the_quantile_of_Students_t(int degrees)
    {
        double critical = StudentT.InvCDF(0, 1, degrees, 1 - Verdict.Significance / 2);
        // The quantile is found by bisection to 1e-8 or better.
        foreach (int sign in (int[])[-1, 1])
        {
            Assert.Equal(Outcome.Agrees, Compare(sign * critical * (1 - 1e-6), degrees).Outcome);
            Assert.Equal(Outcome.Differs, Compare(sign * critical * (1 + 1e-6), degrees).Outcome);
        }
    }

    [Fact]
    public void Sigmas_are_simulation_less_theory()
    {
        Verdict verdict = Verdict.Compare("3a", "q", "p", 2, new(2.5, 0.25, 5), "n");
        Assert.Equal(new Verdict("3a", "q", "p", 2, new(2.5, 0.25, 5), 2, Outcome.Agrees, "n"), verdict);
    }

    [Fact]
    public void Errors_of_both_sides_count_as_Welch_has_them()
    {
        // Welch's t of 2.5 ± 0.3 (5 degrees) and 2 ± 0.4 (29): error 0.5, so that t = 1; degrees
        // 0.25² / (0.09²/5 + 0.16²/29) = 24.97.
        Verdict verdict = Verdict.Compare("6", "q", null, new Estimate(2, 0.4, 29), new Estimate(2.5, 0.3, 5), "n");
        Assert.Equal(1, verdict.Sigmas!.Value, 1e-12);
        Assert.Equal((2.0, 0.4, Outcome.Agrees), (verdict.Theory, verdict.TheoryError, verdict.Outcome));
        double degrees = 0.25 * 0.25 / (0.09 * 0.09 / 5 + 0.16 * 0.16 / 29);
        Assert.Equal(24.97, degrees, 0.01);
        double critical = StudentT.InvCDF(0, 1, degrees, 1 - Verdict.Significance / 2);
        Assert.Equal(Outcome.Agrees, Of(critical * (1 - 1e-6)));
        Assert.Equal(Outcome.Differs, Of(critical * (1 + 1e-6)));

        static Outcome Of(double sigmas)
            => Verdict.Compare("", "", null, new Estimate(0, 0.4, 29), new Estimate(0.5 * sigmas, 0.3, 5)).Outcome;
    }

    [Fact]
    public void A_theory_without_error_is_Students_t_and_two_sharp_numbers_agree_only_if_equal()
    {
        foreach (double value in (double[])[0, 1, 3, 4, 5])
        {
            Verdict welch = Verdict.Compare("", "", null, new Estimate(0, 0, 3), new Estimate(value, 1, 5)),
                student = Verdict.Compare("", "", null, 0.0, new Estimate(value, 1, 5));
            Assert.Equal((student.Sigmas, student.Outcome), (welch.Sigmas, welch.Outcome));
        }

        Assert.Equal(Outcome.Agrees, Verdict.Compare("", "", null, new Estimate(3, 0, 2), new Estimate(3, 0, 2)).Outcome);
        Assert.Equal(Outcome.Differs, Verdict.Compare("", "", null, new Estimate(3, 0, 2), new Estimate(3.1, 0, 2)).Outcome);
    }

    [Fact]
    public void Runs_that_all_gave_one_value_agree_with_that_value_only()
    {
        Estimate sharp = Estimate.FromRuns([3, 3, 3]);
        Assert.Equal((Outcome.Agrees, 0), (Verdict.Compare("", "", null, 3, sharp).Outcome, Verdict.Compare("", "", null, 3, sharp).Sigmas));
        Assert.Equal(Outcome.Differs, Verdict.Compare("", "", null, 3.5, sharp).Outcome);
        Assert.Equal(Outcome.Agrees, Verdict.CompareToRange("", "", "2–4", 2, 4, sharp).Outcome);
        Assert.Equal(Outcome.Differs, Verdict.CompareToRange("", "", "4–5", 4, 5, sharp).Outcome);
    }

    [Fact]
    public void A_simulation_that_is_not_a_number_differs()
    {
        Assert.Equal(Outcome.Differs, Verdict.Compare("", "", null, 3, new(double.NaN, 0.1, 5)).Outcome);
        Assert.Equal(Outcome.Differs, Verdict.Compare("", "", null, double.NaN, new(3, 0.1, 5)).Outcome);
        Assert.Equal(Outcome.Differs, Verdict.CompareToRange("", "", "", 1, 5, new(double.NaN, 0.1, 5)).Outcome);
        Assert.Equal(Outcome.Differs, Verdict.CompareToPaper("", "", "", 1, 0.5, double.NaN).Outcome);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(15, 0)]
    [InlineData(20, 0)]
    [InlineData(22, 2)]
    [InlineData(7, -3)]
    public void A_range_is_left_from_its_nearer_end(double value, double sigmas)
    {
        Verdict verdict = Verdict.CompareToRange("3a", "q", "10–20", 10, 20, new(value, 1, 5));
        Assert.Equal(sigmas, verdict.Sigmas);
        Assert.Null(verdict.Theory);
        Assert.Equal(Outcome.Agrees, verdict.Outcome); // t of 5 degrees turns at 4.03
    }

    [Theory]
    [InlineData(24.1)]
    [InlineData(5.9)]
    public void A_value_far_outside_a_range_differs(double value)
        => Assert.Equal(Outcome.Differs, Verdict.CompareToRange("", "", "10–20", 10, 20, new(value, 1, 5)).Outcome);

    [Theory]
    [InlineData(2.5, Outcome.Agrees)]
    [InlineData(2.75, Outcome.Agrees)]
    [InlineData(2.25, Outcome.Agrees)]
    [InlineData(2.7500000000000004, Outcome.Differs)]
    [InlineData(2.2499999999999996, Outcome.Differs)]
    public void Theory_may_be_half_a_printed_digit_off(double theory, Outcome outcome)
        => Assert.Equal(outcome, Verdict.CompareToPaper("", "", "2.5", 2.5, 0.25, theory).Outcome);

    [Fact]
    public void Statements_hold_or_differ_and_reports_do_neither()
    {
        Assert.Equal(Outcome.Agrees, Verdict.Holds("", "", null, true, 1, null, "").Outcome);
        Assert.Equal(Outcome.Differs, Verdict.Holds("", "", null, false, 1, null, "").Outcome);
        Assert.Equal(Outcome.Reported, Verdict.Report("", "", null, 1, null).Outcome);
    }

    private static Verdict Compare(double sigmas, int degrees) => Verdict.Compare("", "", null, 0, new(sigmas, 1, degrees));

    /// <summary>Gaussian runs of mean −1 and deviation 3 against a theory that is off by a number of deviations.</summary>
    private static Verdict OfGaussian(ulong sample, int runs, double shift)
    {
        RandomStream stream = new(20_240_229, StreamPurpose.Data, (uint)sample);
        double[] values = new double[runs];
        for (int i = 0; i < runs; i++)
            values[i] = -1 + 3 * stream.NextGaussian();
        return Verdict.Compare("", "", null, -1 - 3 * shift, Estimate.FromRuns(values));
    }
}
