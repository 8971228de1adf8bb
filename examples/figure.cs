// A figure of one's own, as PNG, PDF, SVG and CSV in the folder runs: the eigenvalues of the covariance of 400 samples
// of 200 Ising spins, a dot for the density in each of 30 bins, over the density that Silverstein's equation gives and
// the one of independent spins, Marchenko and Pastur's; and the eigenvector of the largest.
//
// Prints:
//   mean of the eigenvalues   1.000000
//   largest eigenvalue        4.62
//   edge of the density       4.56
//   edge, independent spins   2.91
#:project ../src/Compare/Compare.csproj

using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Observables;
using RbmTheory.Theory.Populations;
using RbmTheory.Theory.RandomMatrices;

const int sites = 200, samples = 400, bins = 30;
const double beta = 0.5, last = 6, width = last / bins, noiseRatio = (double)sites / samples;
SpinSet data = new IsingRingSampler(sites, beta).SampleSet(samples, seed: 1);
CovarianceSpectrum measured = new(SpinCovariance.Of(data));
SampleSpectrum theory = new(PopulationSpectrum.Of(new IsingRing(sites, beta)), noiseRatio);
MarchenkoPastur independent = new(noiseRatio);

double[] middles = [.. Enumerable.Range(0, bins).Select(b => (b + 0.5) * width)];
double[] shares = [.. middles.Select(middle =>
    measured.Eigenvalues.Count(value => Math.Abs(value - middle) <= width / 2) / (sites * width))];
double[] grid = [.. Enumerable.Range(0, 401).Select(k => k * last / 400)];
Panel density = new("Eigenvalues", new("eigenvalue", 0, last), new("density", 0),
[
    new Series("samples", middles, shares, Mark.Points, Palette.Blue),
    new Series("Ising ring", grid, Array.ConvertAll(grid, theory.Density), Mark.Line, Palette.Black),
    new Series("independent spins", grid, Array.ConvertAll(grid, independent.Density), Mark.Dashed, Palette.Grey),
]);
double[] places = [.. Enumerable.Range(0, sites).Select(i => (double)i)];
Panel vector = new("Eigenvector of the largest", new("site i"), new("e_{i}"),
    [new Series("", places, measured.Vector(0).ToArray(), Mark.LinePoints, Palette.Vermilion)]);
Figure figure =
    new("figure", "Spectrum of a covariance", [density, vector], $"N = {sites}, S = {samples}, β = {beta}");
foreach (string ending in (string[])["png", "pdf", "svg", "csv"])
    FigureFiles.Save(figure, $"runs/figure.{ending}");

Console.WriteLine($"mean of the eigenvalues   {measured.Eigenvalues.Average():F6}");
Console.WriteLine($"largest eigenvalue        {measured.Top:F2}");
Console.WriteLine($"edge of the density       {theory.Bands[^1].Upper:F2}");
Console.WriteLine($"edge, independent spins   {independent.UpperEdge:F2}");
