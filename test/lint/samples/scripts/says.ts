console.log('a script may print');
