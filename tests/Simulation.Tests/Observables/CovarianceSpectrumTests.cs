using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Random;
using static RbmTheory.Simulation.Tests.Observables.Complaint;

namespace RbmTheory.Simulation.Tests.Observables;

public class CovarianceSpectrumTests
{
    [Fact]
    public void The_spectrum_of_the_Ising_ring_is_known()
    {
        // C_ij = (t^d + t^{N−d})/(1 + t^N) is circulant: λ_k = (1 − t²)/(1 + t² − 2t cos(2πk/N)) × (1 − t^N)/(1 + t^N),
        // twice each but for k = 0. The algorithm is backward stable: n ε |C| = 1e−14 × 10.
        const int Sites = 23;
        double t = Math.Tanh(0.7), closed = (1 - Math.Pow(t, Sites)) / (1 + Math.Pow(t, Sites));
        var spectrum = new CovarianceSpectrum(IsingCovariance(Sites, t));
        for (int a = 0; a < Sites; a++)
        {
            double wave = 2 * Math.PI * ((a + 1) / 2) / Sites;
            double expected = (1 - t * t) / (1 + t * t - 2 * t * Math.Cos(wave)) * closed;
            Chance.Near(expected, spectrum.Eigenvalues[a], 1e-13);
        }

        Assert.Equal(spectrum.Eigenvalues[0], spectrum.Top);
        double[] top = spectrum.Vector(0).ToArray();
        Assert.All(top, component => Chance.Near(1 / Math.Sqrt(Sites), component, 1e-13));
    }

    [Fact]
    public void Every_pair_solves_the_eigenproblem_and_projections_keep_the_norm()
    {
        const int Size = 31;
        var stream = new RandomStream(1, StreamPurpose.Other, 0);
        double[,] matrix = new double[Size, Size];
        float[] weights = new float[Size];
        for (int i = 0; i < Size; i++)
        {
            weights[i] = (float)stream.NextGaussian();
            for (int j = 0; j <= i; j++)
                matrix[i, j] = matrix[j, i] = stream.NextGaussian();
        }

        var spectrum = new CovarianceSpectrum(matrix);
        for (int a = 0; a < Size; a++)
        {
            double[] vector = spectrum.Vector(a).ToArray();
            Assert.True(vector.Sum() >= 0);
            Assert.True(a == 0 || spectrum.Eigenvalues[a] <= spectrum.Eigenvalues[a - 1]);
            for (int i = 0; i < Size; i++)
            {
                // |C| < 3√31 = 17, so n ε |C| = 1e−13 for each component.
                double image = Enumerable.Range(0, Size).Sum(j => matrix[i, j] * vector[j]);
                Chance.Near(spectrum.Eigenvalues[a] * vector[i], image, 1e-12);
            }
        }

        double[] projections = [.. Enumerable.Range(0, Size).Select(
            a => weights.Zip(spectrum.Vector(a).ToArray(), (w, e) => w * e).Sum())];
        Chance.Near(weights.Sum(w => (double)w * w), projections.Sum(p => p * p), 1e-12);
        double overlap = Alignment.Overlap<double, float>(spectrum.Vector(2), weights);
        double norm = Math.Sqrt(weights.Sum(w => (double)w * w));
        Chance.Near(Math.Abs(projections[2]) / norm, overlap, 1e-14);
    }

    [Fact]
    public void Rows_stream_into_their_second_moments()
    {
        var covariance = new SampleCovariance(3);
        covariance.Add<sbyte>([1, -1, 1]);
        covariance.Add<float>([1, 1, -1]);
        covariance.Add<double>([2, 0.5, 0]);
        covariance.Add<int>([1, 1, 1]);
        double[,] expected = { { 7, 2, 1 }, { 2, 3.25, -1 }, { 1, -1, 3 } };
        Assert.Equal((3, 4), (covariance.Dimension, covariance.Rows));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
                Assert.Equal(expected[i, j] / 4, covariance.Matrix()[i, j]);
        }
    }

    [Fact]
    public void The_sampled_top_eigenvalue_of_the_Ising_ring_lies_between_its_bounds()
    {
        // For any sample Λ ≥ the quotient of the uniform vector, and Λ ≤ Λ_Ising + |C − C_∞|_F (Weyl). Both from the
        // same rows: exact inequalities, up to rounding. The quotient is near Λ_Ising: it is (Σ v)²/N, of relative
        // variance at most 2 for one row, since ⟨M⁴⟩ ≤ 3⟨M²⟩² (Lebowitz).
        const int Sites = 17, Rows = 5003;
        double t = Math.Tanh(0.5);
        var sampler = new IsingRingSampler(Sites, 0.5);
        var covariance = new SampleCovariance(Sites);
        float[] row = new float[Sites];
        double quotient = 0;
        for (ulong sample = 0; sample < Rows; sample++)
        {
            var stream = new RandomStream(4, StreamPurpose.Data, sample);
            sampler.Sample<float>(ref stream, row);
            covariance.Add<float>(row);
            quotient += Math.Pow(row.Sum(), 2) / Sites / Rows;
        }

        double[,] sampled = covariance.Matrix(), exact = IsingCovariance(Sites, t);
        double difference = 0, top = Enumerable.Range(0, Sites).Sum(j => exact[0, j]);
        for (int i = 0; i < Sites; i++)
        {
            for (int j = 0; j < Sites; j++)
                difference += Math.Pow(sampled[i, j] - exact[i, j], 2);
        }

        var spectrum = new CovarianceSpectrum(sampled);
        Assert.InRange(spectrum.Top, quotient - 1e-12, top + Math.Sqrt(difference) + 1e-12);
        Chance.Near(top, quotient, Chance.Sigmas * top * Math.Sqrt(2.0 / Rows));
        Chance.Near(Sites, spectrum.Eigenvalues.Sum(), 1e-12);
    }

    [Fact]
    public void Potts_indicators_have_the_covariance_of_their_one_hot_rows()
    {
        const int Sites = 5, States = 3, Rows = 41;
        var potts = new PottsCovariance(Sites, States);
        var dense = new SampleCovariance(Sites * States);
        var stream = new RandomStream(6, StreamPurpose.Other, 0);
        for (int r = 0; r < Rows; r++)
        {
            byte[] row = [.. Enumerable.Range(0, Sites).Select(_ => (byte)stream.NextInt(States))];
            double[] indicators = [.. Enumerable.Range(0, Sites * States)
                .Select(k => ((row[k / States] == k % States ? 1 : 0) - 1.0 / States) / Math.Sqrt(2.0 / 9))];
            potts.Add<byte>(row);
            dense.Add<double>(indicators);
        }

        // The colours of a site sum to 0 in every row of C: the gauge is not seen, though the sample is far from
        // uniform.
        double[,] fast = potts.Matrix(), slow = dense.Matrix();
        for (int a = 0; a < Sites * States; a++)
        {
            for (int b = 0; b < Sites * States; b++)
                Chance.Near(slow[a, b], fast[a, b], 1e-13);
            for (int i = 0; i < Sites; i++)
                Chance.Near(0, Enumerable.Range(i * States, States).Sum(b => fast[a, b]), 1e-13);
        }
    }

    [Fact]
    public void Overlaps_agree_with_the_hand()
    {
        Chance.Near(0.6, Alignment.Overlap<double, double>([-3, 4, 0], [2, 0, 0]), 1e-15);
        Assert.True(double.IsNaN(Alignment.Overlap<double, double>([0, 0], [2, 0])));
        Assert.Equal(1, Alignment.WithUniform<float>([-0.25f, -0.25f, -0.25f, -0.25f]));
        Chance.Near(1 / Math.Sqrt(7), Alignment.WithUniform<double>([0, 0, 3, 0, 0, 0, 0]), 1e-15);
        Assert.Equal(0, Alignment.WithUniform<double>([1, -1, 2, -2]));
    }

    [Fact]
    public void The_first_angular_mode_is_the_plane_of_two_vectors()
    {
        const int Sites = 11, States = 5;
        double[] first = [.. Enumerable.Range(0, Sites * States)
            .Select(k => Math.Sqrt(2.0 / (Sites * States)) * Math.Cos(2 * Math.PI * (k % States) / States))];
        double[] second = [.. Enumerable.Range(0, Sites * States)
            .Select(k => Math.Sqrt(2.0 / (Sites * States)) * Math.Sin(2 * Math.PI * (k % States) / States))];
        double[] mixed = [.. first.Zip(second, (a, b) => 3 * a - 4 * b)];
        Chance.Near(1, Alignment.WithFirstAngularMode<double>(mixed, States), 1e-14);
        var stream = new RandomStream(8, StreamPurpose.Other, 0);
        double[] random = [.. Enumerable.Range(0, Sites * States).Select(_ => stream.NextGaussian())];
        double alongFirst = Alignment.Overlap<double, double>(first, random);
        double alongSecond = Alignment.Overlap<double, double>(second, random);
        Chance.Near(
            Math.Sqrt(alongFirst * alongFirst + alongSecond * alongSecond),
            Alignment.WithFirstAngularMode<double>(random, States),
            1e-14);
    }

    [Fact]
    public void Bad_arguments_are_named()
    {
        Says(
            "matrix[1, 0] = 2, but it should be matrix[0, 1] = 3",
            () => new CovarianceSpectrum(new double[,] { { 1, 3 }, { 2, 1 } }));
        Says("second.Length = 1, but it should be exactly 2", () => Alignment.Overlap<double, double>([1, 2], [1]));
        Says("Rows = 0, but it should be a finite number > 0", () => new SampleCovariance(2).Matrix());
    }

    private static double[,] IsingCovariance(int sites, double t)
    {
        double[,] matrix = new double[sites, sites];
        for (int i = 0; i < sites; i++)
        {
            for (int j = 0; j < sites; j++)
            {
                int d = Math.Abs(i - j);
                double shorter = Math.Pow(t, Math.Min(d, sites - d)), longer = Math.Pow(t, Math.Max(d, sites - d));
                matrix[i, j] = (shorter + longer) / (1 + Math.Pow(t, sites));
            }
        }

        return matrix;
    }
}
