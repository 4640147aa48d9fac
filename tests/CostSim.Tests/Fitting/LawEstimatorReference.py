"""Maximum-likelihood fits, likelihoods and distances by SciPy 1.10.1 for LawEstimatorTests.cs: python3 LawEstimatorReference.py.

SciPy's own fit() stops early, so it only starts a Nelder-Mead search to 1e-12 on the log likelihood, for all laws alike.
"""
import numpy as np
from scipy import optimize, stats

LENGTHS = [31.2, 44.7, 58.1, 63.9, 71.4, 80.2, 86.6, 93.3, 101.7, 108.4, 117.2, 124.9, 133.1, 142.8, 151.6, 160.3, 172.5, 183.9, 196.2, 209.4,
           221.7, 238.3, 254.6, 273.1, 290.8, 312.4, 337.9, 362.2, 391.5, 427.6, 463.3, 508.7, 561.2, 619.8, 702.4, 801.6, 933.1, 1124.5, 1490.3, 2604.9]
SHARES = [0.043, 0.081, 0.102, 0.127, 0.149, 0.166, 0.187, 0.203, 0.221, 0.238, 0.251, 0.270, 0.288, 0.301, 0.322,
          0.339, 0.354, 0.377, 0.391, 0.418, 0.437, 0.459, 0.488, 0.512, 0.547, 0.579, 0.618, 0.664, 0.731, 0.846]
CHANGES = [-9.81, -4.02, -2.77, -2.13, -1.66, -1.31, -1.08, -0.87, -0.71, -0.52, -0.39, -0.21, -0.08, 0.03, 0.17,
           0.28, 0.41, 0.55, 0.69, 0.81, 0.98, 1.17, 1.36, 1.62, 1.93, 2.31, 2.86, 3.74, 5.92, 14.6]


def positive(make):
    return lambda p: make(*np.exp(p))


LAWS = {
    'lognormal': (LENGTHS, positive(lambda median, sigma: stats.lognorm(sigma, scale=median)), [np.log(200), 0], np.exp),
    'gamma': (LENGTHS, positive(lambda shape, scale: stats.gamma(shape, scale=scale)), [0, np.log(300)], np.exp),
    'weibull': (LENGTHS, positive(lambda shape, scale: stats.weibull_min(shape, scale=scale)), [0, np.log(300)], np.exp),
    'exponential': (LENGTHS, positive(lambda mean: stats.expon(scale=mean)), [np.log(300)], np.exp),
    'pareto': (LENGTHS, positive(lambda alpha: stats.pareto(alpha, scale=min(LENGTHS))), [0], np.exp),
    'loguniform': (LENGTHS, lambda p: stats.loguniform(min(LENGTHS), max(LENGTHS)), None, None),
    'uniform': (LENGTHS, lambda p: stats.uniform(min(LENGTHS), max(LENGTHS) - min(LENGTHS)), None, None),
    'beta': (SHARES, positive(lambda alpha, beta: stats.beta(alpha, beta)), [0, 0], np.exp),
    'normal': (CHANGES, lambda p: stats.norm(p[0], np.exp(p[1])), [0, 0], lambda p: (p[0], np.exp(p[1]))),
    'student_t': (CHANGES, lambda p: stats.t(np.exp(p[2]), p[0], np.exp(p[1])), [0, 0, 1], lambda p: (p[0], np.exp(p[1]), np.exp(p[2]))),
}

for name, (data, make, start, shown) in LAWS.items():
    x = np.sort(np.array(data))
    n = len(x)
    p = None
    if start is not None:
        p = start
        for _ in range(4):
            p = optimize.minimize(lambda p: -np.sum(make(p).logpdf(x)), p, method='Nelder-Mead', options=dict(xatol=1e-12, fatol=1e-12, maxiter=40000, maxfev=40000)).x
    law = make(p)
    f, s = law.cdf(x), law.sf(x)
    i = np.arange(1, n + 1)
    with np.errstate(divide='ignore'):
        a2 = -n - np.sum((2 * i - 1) * (np.log(f) + np.log(s[::-1]))) / n
    d = stats.kstest(x, law.cdf).statistic
    print(name, 'parameters', ' '.join(f'{v:.9g}' for v in (shown(p) if shown else [])), 'loglik', f'{np.sum(law.logpdf(x)):.9f}', 'D', f'{d:.9f}', 'A2', f'{a2:.9f}')

# The triangular likelihood has a peak with the mode at every number: each is tried.
PRICES = [1.08, 1.21, 1.34, 1.42, 1.49, 1.57, 1.63, 1.70, 1.76, 1.81, 1.87, 1.92, 1.98, 2.03, 2.09, 2.15, 2.22, 2.28, 2.35, 2.43, 2.50, 2.58, 2.67, 2.77, 2.88, 2.99, 3.12, 3.27, 3.46, 3.71]
x = np.array(PRICES)


def triangular(mode, p):
    low, high = x[0] - np.exp(p[0]), x[-1] + np.exp(p[1])
    return stats.triang((mode - low) / (high - low), loc=low, scale=high - low)


best = None
for mode in x:
    r = optimize.minimize(lambda p: -np.sum(triangular(mode, p).logpdf(x)), [-2, -2], method='Nelder-Mead', options=dict(xatol=1e-12, fatol=1e-12, maxiter=40000, maxfev=40000))
    best = (r, mode) if best is None or r.fun < best[0].fun else best
r, mode = best
law = triangular(mode, r.x)
f, s, n = law.cdf(x), law.sf(x), len(x)
i = np.arange(1, n + 1)
print('triangular', f'{x[0] - np.exp(r.x[0]):.9g} {mode:.9g} {x[-1] + np.exp(r.x[1]):.9g}', 'loglik', f'{-r.fun:.9f}', 'D', f'{stats.kstest(x, law.cdf).statistic:.9f}',
      'A2', f'{-n - np.sum((2 * i - 1) * (np.log(f) + np.log(s[::-1]))) / n:.9f}')

# A mixture: the likelihood of two normal laws of the logarithms is searched directly.
HUMPS = [4.1, 5.2, 5.9, 6.4, 6.8, 7.3, 7.7, 8.1, 8.6, 9.2, 9.9, 10.8, 12.1, 14.9, 61, 74, 83, 90, 97, 103, 109, 115, 121, 128, 135, 143, 152, 163, 176, 194, 221, 263]
y = np.log(np.array(HUMPS))


def mixture(p):
    w = 1 / (1 + np.exp(-p[0]))
    return -np.sum(np.log(w * stats.norm.pdf(y, p[1], np.exp(p[2])) + (1 - w) * stats.norm.pdf(y, p[3], np.exp(p[4]))) - y)


s = [0, 2, -1, 4.8, -1]
for _ in range(6):
    r = optimize.minimize(mixture, s, method='Nelder-Mead', options=dict(xatol=1e-13, fatol=1e-13, maxiter=80000, maxfev=80000))
    s = r.x
print('mixture', f'{1 / (1 + np.exp(-s[0])):.9g}', ' '.join(f'{v:.9g}' for v in (np.exp(s[1]), np.exp(s[2]), np.exp(s[3]), np.exp(s[4]))), 'loglik', f'{-r.fun:.9f}')

# P-values of ParametricBootstrapTests.cs: SciPy's own bootstrap with estimated parameters.
for name, law in (('gamma', stats.gamma), ('weibull', stats.weibull_min), ('lognormal', stats.lognorm)):
    p = [stats.goodness_of_fit(law, LENGTHS, known_params={'loc': 0}, statistic=s, n_mc_samples=1999, random_state=np.random.default_rng(1)).pvalue for s in ('ks', 'ad')]
    print('p of', name, *p)
