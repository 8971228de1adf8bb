namespace RbmTheory.Theory.RandomMatrices;

/// <summary>
/// The right edge of a sample spectrum, and the scale on which the top eigenvalue fluctuates about it: at finite S it
/// is Location + Scale · S^(−2/3) · (a Tracy–Widom variable of β = 1). With Silverstein's z(m), stationary at the edge,
/// <code>
/// z′(m_c) = 0,   Location = z(m_c),   Scale³ = z″(m_c)/2
/// </code>
/// For Σ = 1 the scale times S^(−2/3) is Johnstone's (√S + √N)(1/√S + 1/√N)^(1/3)/S.
/// </summary>
/// <param name="Location">Λ_edge, in the unit of the population's eigenvalues.</param>
/// <param name="Companion">
/// m_c, the Stieltjes transform at the edge of the spectrum of the S×S Gram matrix; in (−1/Λ, 0), Λ the top eigenvalue
/// of the population.
/// </param>
/// <param name="Scale">(z″(m_c)/2)^(1/3), &gt; 0.</param>
public sealed record SpectralEdge(double Location, double Companion, double Scale);
