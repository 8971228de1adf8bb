namespace RbmTheory.Compare.Papers.Decelle;

/// <summary>The fixed points of one age.</summary>
/// <param name="Update">The age, in updates.</param>
/// <param name="Starts">How many were followed to it.</param>
/// <param name="NotConverged">How many of these did not converge.</param>
/// <param name="Clusters">The number of clusters.</param>
/// <param name="Purity">Their purity with the finest classes.</param>
/// <param name="MutualInformation">Their NMI with these.</param>
internal sealed record TreeAge(
    double Update, double Starts, double NotConverged, double Clusters, double Purity, double MutualInformation)
{
    /// <summary>Numbers of a row.</summary>
    public const int Columns = 6;

    /// <summary>As numbers of a record.</summary>
    public double[] Numbers => [Update, Starts, NotConverged, Clusters, Purity, MutualInformation];

    /// <summary>A row read back.</summary>
    /// <param name="row">The row.</param>
    public static TreeAge Read(double[] row) => new(row[0], row[1], row[2], row[3], row[4], row[5]);
}
