package dev.factorizer.contract;

import static dev.factorizer.contract.OperationCase.apply;
import static dev.factorizer.contract.OperationCase.of;
import static dev.factorizer.contract.OperationCases.product;

import dev.factorizer.api.branches.ActivatedInstanceNorm;
import dev.factorizer.api.branches.ChannelMlpBranch;
import dev.factorizer.api.operations.AdamWStep;
import dev.factorizer.api.operations.BatchNorm;
import dev.factorizer.api.operations.BatchNormTraining;
import dev.factorizer.api.operations.ChannelLinear;
import dev.factorizer.api.operations.DotProductAttention;
import dev.factorizer.api.operations.GroupNorm;
import dev.factorizer.api.operations.InstanceNorm;
import dev.factorizer.api.operations.LayerNorm;
import dev.factorizer.api.operations.LayerNormLast;
import dev.factorizer.contract.OperationCase.Gradients;
import java.util.List;

/** Norms, linear maps and whole branches of networks, the step of the optimizer. */
final class NetworkCases {
    private NetworkCases() { }

    static List<OperationCase> list() {
        return List.of(
                product("channelLinear", (d, m, n, k) -> apply(new ChannelLinear(), d.normal(2, m, k, 2), d.normal(n, m, 1),
                        d.normal(n))),
                product("channelLinear without bias", (d, m, n, k) -> apply(new ChannelLinear(), d.normal(1, m, 3, k, 2),
                        d.normal(n, m, 1))),
                product("channelLinear of many channels", (d, m, n, k) -> apply(new ChannelLinear(), d.normal(1, k, 5, 7),
                        d.normal(16 * n, k, 1), d.normal(16 * n))),
                of("layerNorm", (d, m, n, k) -> apply(new LayerNorm(1e-5f), d.normal(2, m + 2, k, n), d.normal(m + 2),
                        d.normal(m + 2))).slack(4),
                of("layerNorm without weights", (d, m, n, k) -> apply(new LayerNorm(1e-3f), d.normal(n, 16, k))).slack(4),
                of("layerNormLast", (d, m, n, k) -> apply(new LayerNormLast(2, 1e-5), d.normal(m, n + 2, k),
                        d.normal(n + 2, k), d.normal(n + 2, k))).slack(4),
                of("instanceNorm", (d, m, n, k) -> apply(new InstanceNorm(1e-5), d.normal(m, n, 3, k), d.normal(n),
                        d.normal(n))).slack(4),
                of("instanceNorm without weights", (d, m, n, k) -> apply(new InstanceNorm(1e-3), d.normal(1, n, k + 4)))
                        .slack(4),
                of("activatedInstanceNorm", (d, m, n, k) -> apply(new ActivatedInstanceNorm(1e-5, 0.01), d.normal(m, n, 3, k), d.normal(n),
                        d.normal(n))).gradients(Gradients.DEFINED).slack(4),
                of("activatedInstanceNorm without weights", (d, m, n, k) -> apply(new ActivatedInstanceNorm(1e-3, 0.2),
                        d.normal(2, n, k + 4))).gradients(Gradients.DEFINED).slack(4),
                of("groupNorm", (d, m, n, k) -> apply(new GroupNorm(m, 1e-5), d.normal(2, 2 * m, 2, k), d.normal(2 * m),
                        d.normal(2 * m))).slack(4),
                of("groupNorm without weights", (d, m, n, k) -> apply(new GroupNorm(1, 1e-5), d.normal(n, m, 3, k))).slack(4),
                of("batchNorm", (d, m, n, k) -> apply(new BatchNorm(1e-5), d.normal(n, m, k), d.normal(m), d.positive(m),
                        d.normal(m), d.normal(m))),
                of("batchNorm without weights", (d, m, n, k) -> apply(new BatchNorm(1e-5), d.normal(n, m, k, 2), d.normal(m),
                        d.positive(m))),
                of("batchNormTraining", (d, m, n, k) -> apply(new BatchNormTraining(1e-5, 0.1), d.normal(n + 2, m, k),
                        d.normal(m), d.positive(m), d.normal(m), d.normal(m))).gradients(Gradients.FIRST_RESULT).slack(4),
                product("channelMlpBranch", (d, m, n, k) -> apply(new ChannelMlpBranch(1e-5f), d.normal(1, m + 2, 2, k),
                        d.normal(m + 2), d.normal(m + 2), d.normal(n, m + 2, 1), d.normal(n), d.normal(m + 2, n, 1),
                        d.normal(m + 2))).slack(4),
                product("channelMlpBranch of the published width", (d, m, n, k) -> apply(new ChannelMlpBranch(1e-5f),
                        d.normal(1, 16, 2, k), d.normal(16), d.normal(16), d.normal(64, 16, 1), d.normal(64),
                        d.normal(16, 64, 1), d.normal(16))).slack(4),
                product("dotProductAttention", (d, m, n, k) -> apply(new DotProductAttention(), d.normal(2, m, 1, n, k),
                        d.normal(2, m, 1, n, k), d.normal(2, m, 1, n, k))).slack(4),
                product("dotProductAttention of windows", (d, m, n, k) -> apply(new DotProductAttention(), d.normal(1, 2, n, 3, k),
                        d.normal(1, 2, n, 3, k), d.normal(1, 2, n, 3, k), d.normal(2, k, k))).slack(4),
                product("dotProductAttention of shifted windows", (d, m, n, k) -> apply(new DotProductAttention(),
                        d.normal(1, m, 3, 5, k), d.normal(1, m, 3, 5, k), d.normal(1, m, 3, 5, k), d.normal(m, k, k),
                        d.mask(3, k)).constants(4)).slack(4),
                of("adamWStep", (d, m, n, k) -> apply(new AdamWStep(0.9, 0.999, 1e-8, 0.01), d.normal(m, k), d.normal(m, k),
                        d.normal(m, k), d.positive(m, k), d.positive(), d.positive(), d.positive())));
    }
}
