// One hidden unit learns from 10,000 samples of the Ising ring, with the parameters of Fig. 3(a): its weights become a
// bump, a place cell, at a place that chance chose. The theory for infinitely many samples has its height and width,
// with nothing fitted. The figure shows both: runs/train.png.
//
// Prints:
//   learnt   max w = 0.711   width = 15.07 sites
//   theory   max w = 0.727   width = 14.31 sites
#:project ../src/Compare/Compare.csproj

using RbmTheory.Compare.Figures;
using RbmTheory.Compare.Figures.Drawing;
using RbmTheory.Simulation.Data;
using RbmTheory.Simulation.Machines;
using RbmTheory.Simulation.Observables;
using RbmTheory.Simulation.Training;
using RbmTheory.Theory.ReceptiveFields;

const int sites = 100;
const double beta = 1;
SpinSet data = new IsingRingSampler(sites, beta).SampleSet(10_000, seed: 1);
Rbm machine = Rbm.OfSpins(sites, hidden: 1, standardDeviation: 0.01, seed: 1);
Trainer.Run(machine, data, seed: 1, plan: new()
{
    LearningRate = 0.001,
    BatchSize = 10,
    Chains = 10,
    GibbsSteps = 20,
    Epochs = 100,
});

double[] theory = PopulationBump.SiteCentred(sites, beta).Weights;
ReceptiveField learnt = ReceptiveField.Measure(machine.FieldOf(0)), expected = ReceptiveField.Measure(theory);
Console.WriteLine($"learnt   max w = {learnt.Amplitude:F3}   width = {learnt.FullWidthHalfMaximum:F2} sites");
Console.WriteLine($"theory   max w = {expected.Amplitude:F3}   width = {expected.FullWidthHalfMaximum:F2} sites");

// Both are turned along the ring until their peak is at 0.
double[] places = [.. Enumerable.Range(-sites / 2, sites).Select(i => (double)i)];
double[] AtPeak(Func<int, double> weight, ReceptiveField field)
    => [.. places.Select(i => field.Sign * weight(((int)i + field.PeakSite + sites) % sites))];
FigureFiles.Save(new("train", "A place cell", [new Panel("", new("site, from the peak"), new("w_{i}"),
[
    new Series("theory, infinite data", places, AtPeak(i => theory[i], expected), Mark.Line, Palette.Black),
    new Series("learnt", places, AtPeak(i => machine.FieldOf(0)[i], learnt), Mark.Points, Palette.Blue),
])]), "runs/train.png");
