using System.Globalization;
using System.Text.RegularExpressions;
using RbmTheory.Compare.Tests.Support;
using RbmTheory.Simulation.Data.Formats;
using RbmTheory.Theory.Learning;
using RbmTheory.Theory.ReceptiveFields;
using SkiaSharp;

namespace RbmTheory.Compare.Tests.Examples;

/// <summary>The numbers that examples print are those that their words promise: held against closed forms and sums done
/// here. A printed number is off by half a unit of its last digit.</summary>
[Collection(nameof(ExampleRuns))]
public sealed class ExampleNumbersTests(ExampleRuns runs)
{
    [Fact]
    public void The_threshold_is_that_of_the_closed_form_and_theory_meets_the_samples()
    {
        double[] first = runs.Numbers("threshold", 0);
        Assert.Equal((100, 2500), (first[0], first[1]));
        Assert.Equal(Math.Log(1.2), first[2], 0.5e-6); // √r = √(100/2500) = 0.2
        for (int row = 2; row < 5; row++)
        {
            double[] numbers = runs.Numbers("threshold", row);
            // The ring's own eigenvalue has (1 − t^N)/(1 + t^N) more, which is 1 to 1e-45 at the largest β here.
            Assert.Equal(Math.Exp(2 * numbers[0]), numbers[1], 0.5e-4 * (1 + 2 * numbers[1]));
            Assert.Equal(1.44, numbers[2], 0.5e-4);
            // Beyond 5 standard deviations the Tracy–Widom law has less than 1e-4 on its heavier side.
            Assert.Equal(numbers[4], numbers[3], 5 * numbers[5]);
        }
    }

    [Fact]
    public void The_bump_of_the_line_is_that_of_the_closed_form_and_only_a_lattice_holds_it()
    {
        double[] onSite = runs.Numbers("bump", 1), onBond = runs.Numbers("bump", 2), ring = runs.Numbers("bump", 3)[^4..], line = runs.Numbers("bump", 4);
        double kappa = 2 - Math.Sqrt(2);
        Assert.Equal(Math.Sqrt(2) * kappa, line[0], 0.5e-4);
        Assert.Equal(4 * kappa, line[1], 0.5e-4);
        Assert.Equal(0, line[2]);
        // λ = κ²(α² − 1), where the secular equation of the bump vanishes.
        double alpha = Math.Sqrt(1 + line[3] / (kappa * kappa));
        double slope = (BumpSpectrum.Secular(kappa, alpha + 1e-6) - BumpSpectrum.Secular(kappa, alpha - 1e-6)) / 2e-6;
        Assert.Equal(0, BumpSpectrum.Secular(kappa, alpha), slope * 0.5e-5 / (2 * alpha * kappa * kappa) * 1.01);
        // A ring of length 50 differs from the line by e^{−50κ} ~ 1e-13.
        Assert.Equal(line, ring);
        Assert.True(onSite[2] < 0 && onBond[2] > 0);
        Assert.All([onSite, onBond, ring, line], bump => Assert.True(bump[3] < 0));
    }

    [Fact]
    public void The_derived_equation_is_the_flow()
    {
        string[] lines = runs.Lines("derivation");
        Assert.Contains("% 3 steps, 3 hold", lines);
        Assert.DoesNotContain(lines, line => line.Contains("FAILS", StringComparison.Ordinal));
        string sum = Regex.Match(string.Join('\n', lines), @"\\frac\{dw_2\}\{dt\} = (.*) \\qquad \\text\{\(37\) site 2\}").Groups[1].Value;
        double[] weights = [0.3, -0.7, 1.1, 0.2, -0.4], velocity = new double[5];
        new SmallBetaFlow(sites: 5).Velocity(0, weights, velocity);
        // A few dozen roundings of numbers of size 1.
        Assert.Equal(velocity[1], Value(sum, weights), 1e-14);
    }

    [Fact]
    public void The_trained_bump_has_the_height_and_the_width_of_the_theory()
    {
        double[] learnt = runs.Numbers("train", 0), theory = runs.Numbers("train", 1);
        PopulationBump bump = PopulationBump.SiteCentred(100, beta: 1);
        Assert.Equal(bump.Max, theory[0], 0.5e-3);
        // One data set moves a bump by about the root of the noise ratio, √(100/10000).
        Assert.InRange(learnt[0] / theory[0], 0.9, 1.1);
        Assert.InRange(learnt[1] / theory[1], 0.9, 1.1);
        using SKBitmap picture = SKBitmap.Decode(runs.FileOf("train.png"));
        Assert.True(picture.Width > 1000);
    }

    [Fact]
    public void The_training_that_went_on_has_the_bits_of_the_one_never_stopped()
    {
        string[] hashes = [.. runs.Lines("resume").Select(line => line[^16..])];
        Assert.Equal(hashes[0], hashes[2]);
        Assert.NotEqual(hashes[0], hashes[1]);
        // 777 updates are 7 epochs of 100 and 77 more.
        Assert.Equal([7, 77], NpzFile.Read(File.ReadAllBytes(runs.FileOf("resume.npz")), "position").ToDoubles());
    }

    [Fact]
    public void The_figure_shows_densities_whose_mass_is_one()
    {
        Assert.Equal(1, runs.Numbers("figure", 0)[0], 1e-6); // C_ii = 1
        string[][] table = [.. File.ReadLines(runs.FileOf("figure.csv")).Select(line => line.Split(','))];
        double[] Column(string end) => [.. table.Skip(1).Select(row => row[Array.FindIndex(table[0], name => name.EndsWith(end, StringComparison.Ordinal))])
            .Where(cell => cell.Length > 0).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        double[] x = Column("ising_ring_x");
        Assert.Equal(1, Column("samples_y").Sum() * 0.2, 1e-12); // bins of 6/30
        foreach (string density in (string[])["ising_ring_y", "independent_spins_y"])
        {
            // The trapezium rule at steps of 0.015: at the edges, where the density rises like a root with the slope of
            // some ten a step, it misses a few steps' worth.
            Assert.Equal(1, Column(density).Sum() * (x[1] - x[0]), 0.01);
        }

        double norm = Math.Sqrt(Column("b1_y").Sum(e => e * e));
        Assert.Equal(1, norm, 1e-12);
        Assert.All((string[])["figure.png", "figure.pdf", "figure.svg"], name => Assert.True(new FileInfo(runs.FileOf(name)).Length > 1000));
        Assert.Equal((1 + Math.Sqrt(0.5)) * (1 + Math.Sqrt(0.5)), runs.Numbers("figure", 3)[0], 0.5e-2);
    }

    /// <summary>The value of a sum such as <c>w_{1} - w_{2} w_{3}^{2}</c>, sites counted from 1.</summary>
    private static double Value(string sum, double[] weights)
    {
        double total = 0;
        foreach (Match term in Regex.Matches(sum, @"([+-] )?((?:w_\{\d\}(?:\^\{\d\})? ?)+)"))
        {
            double product = term.Groups[1].Value.StartsWith('-') ? -1 : 1;
            foreach (Match factor in Regex.Matches(term.Groups[2].Value, @"w_\{(\d)\}(?:\^\{(\d)\})?"))
            {
                int power = factor.Groups[2].Success ? factor.Groups[2].Value[0] - '0' : 1;
                product *= Math.Pow(weights[factor.Groups[1].Value[0] - '1'], power);
            }

            total += product;
        }

        return total;
    }
}
