using System.Text.Json.Nodes;
using RbmTheory.Compare.Tests.Support;

namespace RbmTheory.Compare.Tests.Training;

public class AnnealedLikelihoodTests
{
    [Fact]
    public void Both_ways_agree_where_no_side_can_be_summed()
    {
        // 2^23 states on the smaller side. With weak weights and 200 steps the two ways differ by far less than their
        // errors of some 0.01; six of them, added in squares, leave a chance below 1e−8.
        JsonNode numbers = Numbers("23", "29", "200");
        double forward = (double)numbers["logPartitionForward"]!, reverse = (double)numbers["logPartitionReverse"]!;
        double error = Math.Sqrt(Math.Pow((double)numbers["logPartitionForwardError"]!, 2)
            + Math.Pow((double)numbers["logPartitionReverseError"]!, 2));
        Assert.InRange(forward - reverse, -6 * error, 6 * error);
        Assert.InRange(error, 1e-6, 0.2);

        // Log-likelihoods lie between that of independent fair spins, a little less, and 0.
        Assert.InRange((double)numbers["trainAnnealedLogLikelihood"]!, -23 * Math.Log(2) - 1, 0);
        Assert.NotNull(numbers["testAnnealedLogLikelihood"]);
    }

    [Fact]
    public void Nothing_is_annealed_where_the_states_can_be_summed_or_no_steps_are_asked_for()
    {
        Assert.Null(Numbers("23", "3", "200")["logPartitionForward"]);
        Assert.Null(Numbers("23", "29", "0")["logPartitionForward"]);
    }

    private static JsonNode Numbers(string sites, string hidden, string steps)
    {
        Reply reply = Rbm.Run("train", "--sites", sites, "--hidden", hidden, "--samples", "100", "--beta", "0.5", "--epochs", "2",
            "--chains", "50", "--batch", "50", "--rate", "0.05", "--annealing", steps, "--json");
        Assert.Equal(0, reply.Code);
        return JsonNode.Parse(reply.Output)!["numbers"]!;
    }
}
