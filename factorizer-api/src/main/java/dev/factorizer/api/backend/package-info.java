/**
 * What a backend is, how one is found, and how a graph is run on it. Users start with {@link
 * dev.factorizer.api.backend.Backends}; authors of a backend with {@link dev.factorizer.api.backend.BackendProvider}.
 */
package dev.factorizer.api.backend;
