package dev.factorizer.rules.offences;

import java.util.Arrays;
import java.util.List;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Ten ways to threads without a name; named ones don't count. */
public final class UnnamedThreads {
    void called(Runnable task, List<String> names, double[] numbers) {
        new Thread(task).start();
        Thread.startVirtualThread(task);
        Executors.newFixedThreadPool(2).shutdown();
        Executors.newWorkStealingPool().shutdown();
        names.parallelStream().forEach(String::strip);
        IntStream.range(0, 2).parallel().forEach(i -> task.run());
        ForkJoinPool.commonPool().execute(task);
        CompletableFuture.runAsync(task).join();
        Arrays.parallelPrefix(numbers, Double::sum);
        new Timer().cancel();
    }

    void allowed(Runnable task, Executor named) {
        new Thread(task, "worker").start();
        Thread.ofPlatform().name("worker").start(task);
        Executors.newFixedThreadPool(2, run -> new Thread(run, "worker")).shutdown();
        CompletableFuture.runAsync(task, named).join();
    }
}
