import '../figures/digit.js';
