using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

namespace RbmTheory.Theory.Tests.RandomMatrices;

public class Scratch
{
    [Fact]
    public void Table()
    {
        using var o = new StreamWriter("/tmp/spectra-table.txt");
        o.AutoFlush = true;
        o.WriteLine($"F1(0)={TracyWidom.Cumulative(0):R} f(-1)={TracyWidom.Density(-1):R}");
        o.WriteLine($"edge .5 .5 {SampleSpectrumEdge.Ising(0.5, 0.5)}");
        o.WriteLine($"edge discrete {SampleSpectrumEdge.Of(PopulationSpectrum.Of(new IsingRing(400, 0.5)), 0.5)}");
        var xy = PottsRing.Xy(100, 10, 1.5);
        o.WriteLine($"xy top {xy.TopEigenvalueInfinite} finite {xy.TopEigenvalue} cross {RetardedLearning.PottsCriticalNoiseRatio(xy)} printed {RetardedLearning.PottsCriticalNoiseRatioAsPrinted(xy)} xi {xy.CorrelationLength}");
        o.WriteLine($"noise(r=.1,P=10): {RetardedLearning.PottsNoiseEdge(.1, 10)} printed {RetardedLearning.PottsNoiseEdgeAsPrinted(.1, 10)}");
        o.WriteLine($"xy edge r=.1085 {SampleSpectrumEdge.Potts(xy, .1085)} disc {SampleSpectrumEdge.Of(PopulationSpectrum.Of(xy), 1.085)}");
        foreach (int n in new[] { 400, 100 })
        foreach (double beta in new[] { 0.3, 0.5, 1 })
        foreach (double r in new[] { 0.02, 0.1, 0.5, 2 })
        {
            int s = (int)Math.Round(n / r);
            int runs = n == 400 ? (r < 0.05 ? 20 : 60) : 200;
            var random = new Random(1);
            double sum = 0, squares = 0;
            for (int k = 0; k < runs; k++)
            {
                double top = SampledCovariance.TopEigenvalue(SampledCovariance.OfIsing(n, beta, s, random));
                sum += top; squares += top * top;
            }
            double mean = sum / runs, sd = Math.Sqrt((squares / runs - mean * mean) * runs / (runs - 1));
            var p = TopSampleEigenvalue.Of(new IsingRing(n, beta), s);
            o.WriteLine($"{n} {beta} {r} | sampled {mean:F4} +- {sd / Math.Sqrt(runs):F4} sd {sd:F4} | predicted {p.Mean:F4} sd {p.StandardDeviation:F4} dev {100 * (p.Mean / mean - 1):F2}% | edge(disc) {p.Edge.Location:F4} edge(inf) {SampleSpectrumEdge.Ising(beta, r).Location:F4} | paper {SampleSpectrumEdge.PaperPrediction(beta, r):F4} dev {100 * (SampleSpectrumEdge.PaperPrediction(beta, r) / mean - 1):F1}%");
        }
    }
}
