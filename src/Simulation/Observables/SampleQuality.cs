namespace RbmTheory.Simulation.Observables;

/// <summary>
/// How far S samples are from S data, by what Decelle, Furtlehner and Seoane (NeurIPS 2021) compare, see
/// <see cref="QualityReference"/>. S data that are not those of the comparison have the errors of the number of samples
/// alone: the floor, below which nothing can be told.
/// </summary>
/// <param name="MeanError">E1 = mean over units of (⟨v_i⟩ − ⟨v_i⟩_data)², ≥ 0.</param>
/// <param name="CovarianceError">E2 = mean over pairs i &lt; j of (Cov_ij − Cov_ij^data)², with averages 1/S,
/// ≥ 0.</param>
/// <param name="TripleError">E3, the same of ⟨δv_i δv_j δv_k⟩, δv = v − ⟨v⟩, over random triples of different
/// units.</param>
/// <param name="PowerSpectrumError">EPS = mean over 15 rings r of (ln P(r) − ln P_data(r))², P the power spectrum of
/// the samples as pictures on the torus; infinite where one of the two has no power on a ring; null where they are no
/// pictures.</param>
/// <param name="Adversarial">A_T, A_S and E_AAI.</param>
/// <param name="EntropyExcess">Bytes of the samples packed by gzip, over those of the data, − 1: below 0 for samples of
/// less entropy. The bytes are those of a byte a unit, row after row; the last digits depend on the platform's
/// packer.</param>
/// <param name="Activity">The fraction of units at their higher value, in [0, 1].</param>
public sealed record SampleQuality(
    double MeanError, double CovarianceError, double TripleError, double? PowerSpectrumError,
    AdversarialAccuracy Adversarial, double EntropyExcess, double Activity);
