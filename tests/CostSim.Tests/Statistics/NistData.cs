namespace CostSim.Tests.Statistics;

/// <summary>Univariate data sets of the NIST Statistical Reference Datasets, with their certified mean and standard deviation.</summary>
internal sealed record NistData(string Name, double[] Values, double Mean, double StandardDeviation)
{
    public static readonly NistData Lottery = new("Lottery",
        [
            162, 671, 933, 414, 788, 730, 817, 33, 536, 875, 670, 236, 473, 167, 877, 980, 316, 950, 456, 92, 517, 557,
            956, 954, 104, 178, 794,
            278, 147, 773, 437, 435, 502, 610, 582, 780, 689, 562, 964, 791, 28, 97, 848, 281, 858, 538, 660, 972, 671,
            613, 867, 448, 738, 966,
            139, 636, 847, 659, 754, 243, 122, 455, 195, 968, 793, 59, 730, 361, 574, 522, 97, 762, 431, 158, 429,
            414, 22, 629, 788, 999, 187,
            215, 810, 782, 47, 34, 108, 986, 25, 644, 829, 630, 315, 567, 919, 331, 207, 412, 242, 607, 668, 944, 749,
            168, 864, 442, 533, 805,
            372, 63, 458, 777, 416, 340, 436, 140, 919, 350, 510, 572, 905, 900, 85, 389, 473, 758, 444, 169, 625, 692,
            140, 897, 672, 288, 312,
            860, 724, 226, 884, 508, 976, 741, 476, 417, 831, 15, 318, 432, 241, 114, 799, 955, 833, 358, 935, 146, 630,
            830, 440, 642, 356, 373,
            271, 715, 367, 393, 190, 669, 8, 861, 108, 795, 269, 590, 326, 866, 64, 523, 862, 840, 219, 382, 998, 4,
            628, 305, 747, 247, 34, 747,
            729, 645, 856, 974, 24, 568, 24, 694, 608, 480, 410, 729, 947, 293, 53, 930, 223, 203, 677, 227, 62, 455, 387,
            318, 562, 242, 428, 968,
        ],
        518.958715596330, 291.699727470969);

    public static readonly NistData Mavro = new("Mavro",
        [
            2.00180, 2.00170, 2.00180, 2.00190, 2.00180, 2.00170, 2.00150, 2.00140, 2.00150, 2.00150, 2.00170, 2.00180,
            2.00180, 2.00190, 2.00190,
            2.00210, 2.00200, 2.00160, 2.00140, 2.00130, 2.00130, 2.00150, 2.00150, 2.00160, 2.00150, 2.00140, 2.00130,
            2.00140, 2.00150, 2.00140,
            2.00150, 2.00160, 2.00150, 2.00160, 2.00190, 2.00200, 2.00200, 2.00210, 2.00220, 2.00230, 2.00240, 2.00250,
            2.00270, 2.00260, 2.00260,
            2.00260, 2.00270, 2.00260, 2.00250, 2.00240,
        ],
        2.001856, 0.000429123454003053);

    public static readonly NistData NumAcc1 = new("NumAcc1", [10000001, 10000003, 10000002], 10000002, 1);
    public static readonly NistData NumAcc2 = new("NumAcc2", Alternating(1.2, 1.1, 1.3), 1.2, 0.1);
    public static readonly NistData NumAcc3 = new("NumAcc3", Alternating(1000000.2, 1000000.1, 1000000.3), 1000000.2, 0.1);
    public static readonly NistData NumAcc4 = new("NumAcc4", Alternating(10000000.2, 10000000.1, 10000000.3), 10000000.2, 0.1);

    public static IReadOnlyList<NistData> All => [Lottery, Mavro, NumAcc1, NumAcc2, NumAcc3, NumAcc4];

    public override string ToString() => Name;

    private static double[] Alternating(double first, double low, double high) =>
        [first, .. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? low : high)];
}
